"""Writes on pledges, by verb."""
