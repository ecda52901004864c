"""What is left of a personal value for those who may not read it."""

HIDDEN = "***"


def name(value: str) -> str:
    """Return the initials of a name: ``Siti Rahmawati`` is ``S*** R***``."""
    return " ".join(f"{word[0]}{HIDDEN}" for word in value.split())


def email(value: str) -> str:
    """Return an address by its first letter: ``siti@example.org`` is ``s***@***``. The domain may name a person."""
    return f"{value[:1]}{HIDDEN}@{HIDDEN}"


def number(value: str) -> str:
    """Return an identifier by its first and last four digits: ``3174********0001``; a short one not at all."""
    shown = 4
    if len(value) < 3 * shown:
        return HIDDEN
    return f"{value[:shown]}{'*' * (len(value) - 2 * shown)}{value[-shown:]}"
