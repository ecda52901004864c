"""The HTTP edge: the GraphQL endpoint, uploads, the page, health."""
