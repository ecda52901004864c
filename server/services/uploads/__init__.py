"""Files that people send: receiving, checking."""
