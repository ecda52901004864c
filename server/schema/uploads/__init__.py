"""Files in the API."""
