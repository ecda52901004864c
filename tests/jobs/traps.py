"""What a forger would like to have run: it leaves a mark in the file that ``KSBB_TEST_TRAP`` names."""

import os
from pathlib import Path
from typing import Any


def spring(*_args: Any, **_options: Any) -> None:
    Path(os.environ["KSBB_TEST_TRAP"]).touch()
