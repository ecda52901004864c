"""Why a command cannot do its work: one line for the person at the terminal."""


class CannotRun(Exception):
    """The message says what is wrong and how to mend it; the command exits with 2."""
