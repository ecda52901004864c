"""Writes on deliveries: report, confirm, dispute."""
