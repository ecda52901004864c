"""What is left of a personal value for those who may not read it."""

HIDDEN = "***"


def name(value: str) -> str:
    """Return the initials of a name: ``Siti Rahmawati`` is ``S*** R***``."""
    return " ".join(f"{word[0]}{HIDDEN}" for word in value.split())


def email(value: str) -> str:
    """Return an address by its first letter: ``siti@example.org`` is ``s***@***``. The domain may name a person."""
    return f"{value[:1]}{HIDDEN}@{HIDDEN}"
