"""The rule language: parse, check and evaluate eligibility clauses. Pure."""
