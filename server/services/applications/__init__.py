"""Applications of collaborators: draft, submit, respond, withdraw, and what a decision does."""
