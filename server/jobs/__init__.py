"""The job edge: thin tasks that the workers run."""
