"""All mailers send the same message; its Message-ID is the key, so that a repeat is seen as one."""

import io
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from server.adapters.console_mailer import ConsoleMailer
from server.adapters.email_message import compose
from server.adapters.file_mailer import FileMailer
from server.adapters.smtp_mailer import SmtpMailer
from server.core.settings import SettingsError

SENDER = "KSBB <no-reply@ksbb.example>"
LETTER = {"key": "mail:0190:send", "to": "ani@ksbb.example", "subject": "Undangan é", "body": "Halo\n"}


class _Smtp(socketserver.StreamRequestHandler):
    """As much of a mail server as one message needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.received.append(b"".join(lines))  # type: ignore[attr-defined]  # set by the fixture
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                return


@pytest.fixture
def smtp() -> Iterator[tuple[str, list[bytes]]]:
    received: list[bytes] = []
    with socketserver.TCPServer(("127.0.0.1", 0), _Smtp) as server:
        server.received = received  # type: ignore[attr-defined]  # read by the handler
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", received
        server.shutdown()
        thread.join()


def test_the_message_id_is_made_of_the_key_and_the_sender() -> None:
    message = compose(sender=SENDER, **LETTER)
    assert message["Message-ID"] == "<mail.0190.send@ksbb.example>"
    assert message["To"] == "ani@ksbb.example"


def test_a_line_break_cannot_smuggle_a_header_in() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        compose(sender=SENDER, **{**LETTER, "subject": "hello\nBcc: all@ksbb.example"})


def test_the_console_shows_the_letter() -> None:
    stream = io.StringIO()
    ConsoleMailer(SENDER, stream).send(**LETTER)
    assert "To: ani@ksbb.example" in stream.getvalue()
    assert "Halo" in stream.getvalue()


def test_a_letter_sent_twice_is_one_file(tmp_path: Path) -> None:
    mailer = FileMailer(SENDER, tmp_path / "mail")
    mailer.send(**LETTER)
    mailer.send(**LETTER)
    (path,) = (tmp_path / "mail").iterdir()
    assert path.name == "mail.0190.send.eml"
    assert message_from_bytes(path.read_bytes(), policy=default)["Subject"] == "Undangan é"
    assert path.stat().st_mode & 0o777 == 0o600


def test_smtp_hands_the_letter_over(smtp: tuple[str, list[bytes]]) -> None:
    url, received = smtp
    SmtpMailer(SENDER, f"{url}?tls=off").send(**LETTER)
    (message,) = received
    assert b"Message-ID: <mail.0190.send@ksbb.example>" in message


def test_smtp_does_not_send_in_the_clear_unless_told_to(smtp: tuple[str, list[bytes]]) -> None:
    url, received = smtp
    with pytest.raises(OSError, match="STARTTLS"):
        SmtpMailer(SENDER, url).send(**LETTER)
    assert received == []


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://a:b@host?tls=off"])
def test_a_url_that_cannot_be_used_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(SettingsError, match="KSBB_SMTP_URL"):
        SmtpMailer(SENDER, url)
