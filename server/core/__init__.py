"""What everything stands on: errors, clock, ids, settings, database handle, ports. Knows no noun."""
