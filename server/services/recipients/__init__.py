"""Writes on recipients: register, update, reveal."""
