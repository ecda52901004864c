"""Sector definitions as data: parse, check, the shipped four. Pure."""
