"""Chaos: many workflows through the real endpoint while processes are killed; then every promise is counted.

``python -m tests.chaos --workflows 1000 --seed 42 --database sqlite`` (or ``make chaos``). The installation runs in
split mode: Valkey, web, relay and workers are processes of their own. Linux only: children are found in ``/proc``.
"""
