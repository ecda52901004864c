"""One file per task. All are loaded here, so that a new file is a new task and nothing else needs to know."""

import pkgutil
from importlib import import_module

for _found in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_found.name}")
