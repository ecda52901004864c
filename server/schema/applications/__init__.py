"""Applications of collaborators in the API."""
