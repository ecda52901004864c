"""Where the processes write what happens: standard error, one line each."""

import logging

_FORMAT = "%(asctime)s %(processName)s[%(process)d] %(levelname)s %(name)s: %(message)s"


def configure(*, verbose: bool) -> None:
    """Log warnings and worse (``verbose``: information too).

    Before RQ starts to work: with no handler at the root it would add its own and cut itself off from any other.
    """
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format=_FORMAT, force=True)
