"""``python -m server.cli`` is ``ksbb``."""

import sys

from server.cli import main

sys.exit(main())
