"""``ksbb relay``: from the outbox to the workers."""

import argparse
import signal
import threading

from server.adapters.rq_queue import RqQueue
from server.cli import valkey
from server.core.settings import Settings
from server.jobs.relay import Relay
from server.wiring import build_platform


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing; settings come from the environment."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Relay until SIGTERM or Ctrl-C."""
    stop = threading.Event()
    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, lambda _number, _frame: stop.set())
    Relay(build_platform(settings), RqQueue(valkey.redis_url(settings))).work(stop)
    return 0
