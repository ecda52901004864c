"""One row type per file."""
