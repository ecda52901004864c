"""What accounts, sessions, factors, tokens, members and grants share: addresses, passwords, refusals, streams."""
