"""Recipients in the API."""
