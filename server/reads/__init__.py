"""Queries, by noun: functions that return unexecuted selects."""
