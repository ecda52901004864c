"""Browser sessions: signing in, stepping up, ending."""
