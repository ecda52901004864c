"""``ksbb serve``: everything on this machine, under one supervisor."""

import argparse
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPConnection, HTTPException

from server.cli import city, folder, valkey
from server.cli.child import Child
from server.cli.demo import command as demo
from server.cli.refusal import CannotRun
from server.cli.supervisor import Supervisor, say
from server.core.act import system_act
from server.core.db import database
from server.core.migrating import migrate
from server.core.queues import QUEUES
from server.core.settings import Settings
from server.services import transaction
from server.wiring import build_platform

_PROBE_SECONDS = 0.2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--demo", action="store_true", help="load the demo into an empty database; print its accounts")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Serve until Ctrl-C or SIGTERM; raise ``CannotRun`` when it cannot begin."""
    settings = replace(settings, demo=settings.demo or args.demo)
    folder.prepare(settings.data_dir)
    # SIGINT too: who starts us in the background of a script has it ignored.
    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, signal.default_int_handler)
    try:
        with folder.held(settings.data_dir, settings.public_url) as family, Supervisor() as supervisor:
            _check_port(settings)
            _serve(supervisor, settings, family)
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


def _serve(supervisor: Supervisor, settings: Settings, family: int) -> None:
    environment = {**os.environ, "KSBB_DATA_DIR": str(settings.data_dir), "KSBB_DEMO": str(int(settings.demo))}
    environment["REDIS_URL"] = url = valkey.redis_url(settings)
    if not settings.redis_url:
        server = valkey.command(settings.data_dir)
        # SIGTERM lets it write its file to the end.
        supervisor.start(Child("valkey", server, environment, (family,), dying=signal.SIGTERM))
    ready_accounts = _prepare_database(settings)
    valkey.wait_until_up(url, None if settings.redis_url else settings.data_dir / "valkey" / "server.log")
    for words in (["web"], ["relay"], *(["worker", queue] for queue in QUEUES)):
        program = [sys.executable, "-m", "server.cli", *words]
        supervisor.start(Child(" ".join(words), program, environment, (family,)))
    supervisor.watch(until=_throttled(lambda: _answers(settings)))
    print("\n".join([*ready_accounts, f"KSBB is ready: {settings.public_url}"]), flush=True)
    supervisor.watch(until=lambda: False)


def _prepare_database(settings: Settings) -> list[str]:
    """Bring schema, city and demo up to date; return the lines that say how to sign in to the demo."""
    platform = build_platform(settings)
    applied = migrate(database.obj)
    if applied:
        say(f"Database brought up to date ({len(applied)} migrations).")
    with database.connection_context():
        transaction.run(lambda: city.settle(system_act(platform)))
    return demo.lines(platform) if settings.demo else []


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotRun(
                f"Cannot listen on {settings.host} port {settings.port} ({error.strerror}). "
                "Name another: KSBB_PORT, KSBB_HOST."
            ) from None


def _answers(settings: Settings) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - read, not bound
    connection = HTTPConnection(host, settings.port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _throttled(check: Callable[[], bool]) -> Callable[[], bool]:
    last = [0.0]

    def checked() -> bool:
        if time.monotonic() - last[0] < _PROBE_SECONDS:
            return False
        last[0] = time.monotonic()
        return check()

    return checked
