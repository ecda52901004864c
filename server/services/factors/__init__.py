"""The second factor: enrolling, removing, taking codes."""
