"""Settings: read once from the environment into one frozen value, then passed along."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingsError(ValueError):
    """The environment holds a value that cannot be used; the message names the variable and the mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs.

    ``database_url`` and ``redis_url`` are empty for the embedded default (SQLite and Valkey in ``data_dir``).
    ``secure_cookies`` is off only for plain http on localhost. ``demo`` prints passwords and second factors.
    ``password_*`` are argon2id's parameters (OWASP minimum); times carry their unit in the name.
    """

    data_dir: Path
    database_url: str = ""
    redis_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    city: str = "jakarta"
    demo: bool = False
    development: bool = False
    trusted_proxies: int = 0
    web_threads: int = 4
    web_workers: int = 1
    sqlite_synchronous: str = "normal"
    password_memory_kib: int = 19_456
    password_passes: int = 2
    password_concurrency: int = 2
    session_idle_hours: int = 12
    session_total_days: int = 14
    step_up_minutes: int = 30
    upload_limit_bytes: int = 25_000_000
    smtp_url: str = ""
    mail_from: str = "KSBB <no-reply@ksbb.invalid>"

    @property
    def secure_cookies(self) -> bool:
        """Say whether cookies may travel over https only."""
        return self.public_url.startswith("https://")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read ``DATABASE_URL``, ``REDIS_URL`` and ``KSBB_<FIELD>``; raise ``SettingsError`` on a bad value."""
        given: dict[str, object] = {"data_dir": Path(environ.get("KSBB_DATA_DIR", ".ksbb")).absolute()}
        for name, default in _defaults(cls).items():
            variable = name.upper() if name in {"database_url", "redis_url"} else f"KSBB_{name.upper()}"
            if variable in environ:
                given[name] = _parse(variable, environ[variable], type(default))
        given.setdefault(
            "public_url",
            f"http://{given.get('host', _default(cls, 'host'))}:{given.get('port', _default(cls, 'port'))}",
        )
        return cls(**given)  # type: ignore[arg-type]  # each value was parsed to its field's type above


def _defaults(cls: type[Settings]) -> dict[str, object]:
    fields = cls.__dataclass_fields__
    return {name: f.default for name, f in fields.items() if name != "data_dir"}


def _default(cls: type[Settings], name: str) -> object:
    return _defaults(cls)[name]


def _parse(variable: str, text: str, kind: type) -> object:
    if kind is bool:
        if text.lower() in {"1", "true", "yes", "on"}:
            return True
        if text.lower() in {"", "0", "false", "no", "off"}:
            return False
        raise SettingsError(f"{variable}={text!r} is not a yes or no; use 1 or 0.")
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise SettingsError(f"{variable}={text!r} is not a whole number.") from None
    return text
