"""Queues, runs and decisions in the API."""
