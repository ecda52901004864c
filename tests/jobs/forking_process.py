"""Forks while another thread holds the pool's locks and connections are idle and in use; prints what each side sees.

Run as ``python -m tests.jobs.forking_process``: a program of its own, since forking among the threads of a test
process would be the experiment's own fault.
"""

import os
import sys
import threading
import warnings
from typing import Any

from server.core.db import database, open_database
from server.core.settings import Settings


def backend() -> int:
    """Return the process id of the PostgreSQL backend behind the thread's connection."""
    with database.connection_context():
        row = database.execute_sql("SELECT pg_backend_pid()").fetchone()
        return int(row[0])


def main() -> None:
    # From Python 3.12 on a fork among threads warns; that it is one is the point.
    warnings.simplefilter("ignore", DeprecationWarning)
    opened: Any = open_database(Settings.from_env(os.environ))
    before = backend()
    held, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with opened._pool_lock, opened._lock:
            held.set()
            go_on.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    child = os.fork()
    if child == 0:
        # Waits for ever on an inherited lock, or reads from the parent's socket, unless the fork was cleaned up.
        os._exit(0 if backend() != before else 3)
    go_on.set()
    thread.join()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.exit(status or (0 if backend() == before else 4))


if __name__ == "__main__":
    main()
