"""Who may do what: permissions, predicates, grants. Pure."""
