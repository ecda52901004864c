"""Approval at work: runs, queues and the one place where anything is decided."""
