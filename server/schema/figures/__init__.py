"""The public figures in the API: dashboard and ledger."""
