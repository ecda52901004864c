"""What a machine may lack: tests that need it are skipped and counted, or fail where it is required."""

from collections import Counter
from typing import NoReturn

import pytest

THINGS = {"postgres": "PostgreSQL", "browser": "Chromium", "node": "Node.js"}
_PREFIX = "for want of "


def lacking(config: pytest.Config, thing: str, reason: str) -> NoReturn:
    """End the test: skipped, or failed under ``--require-<thing>``. ``thing`` is a key of ``THINGS``."""
    message = f"{_PREFIX}{THINGS[thing]}: {reason}"
    if config.getoption(f"require_{thing}"):
        pytest.fail(f"required, but skipped {message}", pytrace=False)
    pytest.skip(message)


def counted(reasons: list[str]) -> list[str]:
    """Return one line per thing that skipped tests, with their number."""
    wanting = Counter(reason.partition(_PREFIX)[2] for reason in reasons if _PREFIX in reason)
    return [f"{number} tests skipped {_PREFIX}{what}" for what, number in sorted(wanting.items())]
