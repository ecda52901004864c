"""KSBB: the collaboration platform that matches donors with those in need, on target and without overlap."""

__version__ = "0.1.0"
