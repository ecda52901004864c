"""Writes on recipient units: register, update, contacts."""
