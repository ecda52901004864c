"""Makes whoever keeps failing wait, longer each time, never for ever.

An attempt is counted as a failure *before* it is looked at and forgiven when it proves good: parallel guesses and dry
runs cannot slip past the count. The edge commits the count at once, whatever becomes of the request.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import TooManyAttempts
from server.models.back_off import BackOff


@dataclass(frozen=True, slots=True)
class Pace:
    """``free`` failures cost nothing; then waits double from ``first_seconds`` up to ``longest_seconds``.

    Failures older than ``forgotten_hours`` no longer count.
    """

    free: int
    first_seconds: int
    longest_seconds: int
    forgotten_hours: int

    def wait(self, failures: int) -> timedelta:
        """Return how long to wait after this many failures."""
        beyond = failures - self.free
        if beyond <= 0:
            return timedelta(0)
        return timedelta(seconds=min(self.longest_seconds, self.first_seconds * 2 ** min(beyond - 1, 20)))


_ACCOUNT = Pace(free=5, first_seconds=30, longest_seconds=900, forgotten_hours=24)
# An office behind one address shares it, so a network is given more room.
_NETWORK = Pace(free=50, first_seconds=60, longest_seconds=3600, forgotten_hours=1)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose failures are counted: a name such as ``sign-in:ani@example.org``, never stored but as a keyed digest."""

    name: str
    pace: Pace


def account_subject(deed: str, who: object) -> Subject:
    """Count failures of ``deed`` against one account, known or not: by the address or id that was given."""
    return Subject(f"{deed}:{who}", _ACCOUNT)


def network_subject(act: Act, deed: str) -> Subject:
    """Count failures of ``deed`` against the client's network: an IPv4 address, or an IPv6 /64."""
    return Subject(f"{deed}@{_network(act.address)}", _NETWORK)


def attempt(act: Act, subjects: Sequence[Subject]) -> None:
    """Count one attempt against each subject; refuse it when one of them has to wait."""
    keyed = sorted((_key(act, subject), subject) for subject in subjects)
    rows = [(subject, _row(act, key)) for key, subject in keyed]
    waiting = [row.until for _, row in rows if row.until > act.now]
    if waiting:
        raise TooManyAttempts(retry_at=max(waiting))
    for subject, row in rows:
        failures = 1 if _is_forgotten(row, subject.pace, act.now) else row.failures + 1
        _write(row, failures=failures, failed_at=act.now, until=act.now + subject.pace.wait(failures))


def forgive(act: Act, account: Subject, network: Subject | None = None) -> int:
    """Clear the account's failures, and take this one attempt back from the network's; return what was cleared.

    The network keeps the rest: signing in to an account of one's own must not wash away guesses at others.
    """
    keys = {_key(act, subject): subject for subject in (account, network) if subject is not None}
    cleared = 0
    for key in sorted(keys):  # In the same order as `attempt`, so that two sign-ins never wait for each other.
        row = _row(act, key)
        if keys[key] is account:
            cleared = max(0, row.failures - 1)
        kept = 0 if keys[key] is account else max(0, row.failures - 1)
        _write(row, failures=kept, failed_at=row.failed_at, until=act.now)
    return cleared


def forget_stale(act: Act) -> int:
    """Delete rows that no longer matter; return how many."""
    oldest = act.now - timedelta(hours=max(_ACCOUNT.forgotten_hours, _NETWORK.forgotten_hours))
    return int(BackOff.delete().where(BackOff.failed_at < oldest, BackOff.until < act.now).execute())


def _row(act: Act, key: str) -> Any:
    BackOff.insert(key=key, failures=0, failed_at=act.now, until=act.now).on_conflict_ignore().execute()
    return locked(BackOff.select().where(BackOff.key == key)).get()


def _write(row: Any, *, failures: int, failed_at: datetime, until: datetime) -> None:
    BackOff.update(failures=failures, failed_at=failed_at, until=until).where(BackOff.key == row.key).execute()


def _is_forgotten(row: Any, pace: Pace, now: datetime) -> bool:
    return bool(now - row.failed_at > timedelta(hours=pace.forgotten_hours))


def _key(act: Act, subject: Subject) -> str:
    return act.platform.keys.blind_index("back_off", subject.name).hex()[:64]


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address or "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
