"""Roles with a scope and a period: granting, revoking."""
