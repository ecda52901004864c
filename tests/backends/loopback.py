"""Keeps the test process on this machine: a connection to anywhere else is an error, not a wait."""

import ipaddress
import socket
from typing import Any

import pytest


class NetworkForbidden(AssertionError):
    """A test asked for another machine."""


def is_local(family: int, address: Any) -> bool:
    """Say whether ``address`` (of an ``AF_*`` family) lies on this machine."""
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    host = address[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return bool(host == "localhost")


def stay_on_this_machine(patch: pytest.MonkeyPatch) -> None:
    """Make every socket that Python opens refuse other machines."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if not is_local(self.family, address):
            raise NetworkForbidden(f"tests use no network; this one asked for {address!r}")
        return original(self, address)

    return connect
