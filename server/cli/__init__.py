"""The command line: serve, web, relay, worker, migrate, demo, doctor."""
