"""``ksbb worker QUEUE``: carries out the jobs of one queue."""

import argparse

from redis.exceptions import ConnectionError as RedisConnectionError

from server.adapters.console_mailer import ConsoleMailer
from server.adapters.file_mailer import FileMailer
from server.adapters.smtp_mailer import SmtpMailer
from server.cli import valkey
from server.cli.refusal import CannotRun
from server.core.ports import Mailer
from server.core.queues import QUEUES
from server.core.settings import Settings
from server.jobs.flow_worker import worker_for
from server.jobs.registry import Workbench
from server.jobs.run_outbox import equip
from server.wiring import build_platform


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("queue", choices=sorted(QUEUES), help="the one queue that this process serves")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Work until SIGTERM or Ctrl-C; a job that runs is finished first."""
    equip(Workbench(build_platform(settings), mailer_for(settings)))
    try:
        worker_for(args.queue, valkey.redis_url(settings)).work(
            logging_level="INFO" if settings.development else "WARNING"
        )
    except RedisConnectionError as error:
        raise CannotRun(f"The queue server does not answer ({error}).") from None
    return 0


def mailer_for(settings: Settings) -> Mailer:
    """Choose: SMTP when an address of a server is set, files in the data folder for the demo, else the terminal."""
    if settings.smtp_url:
        return SmtpMailer(settings.mail_from, settings.smtp_url)
    if settings.demo:
        return FileMailer(settings.mail_from, settings.data_dir / "mail")
    return ConsoleMailer(settings.mail_from)
