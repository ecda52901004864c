"""How the story is told at the terminal: numbered steps, what came of each, and an end where it goes wrong."""

from client import Unexpected

_steps = iter(range(1, 100))


def step(text: str) -> None:
    """Say what is being done."""
    print(f"\n{next(_steps)}. {text}")


def note(text: str) -> None:
    """Say what came of it."""
    print(f"   ✓ {text}")


def expect(fact: bool, what: str) -> None:
    """Go on when ``fact`` holds; raise ``Unexpected`` otherwise."""
    if not fact:
        raise Unexpected(what)
