"""The GraphQL edge: types, queries and one file per mutation."""
