"""A report as people read it."""

from collections import Counter
from collections.abc import Iterator

from tests.chaos.campaign import Report

REFERENCE_SECONDS = 156.3
"""The prototype's 1,000 workflows on SQLite: its own small web server, no GraphQL, a quiet machine of two cores."""
_WIDTH = 42


def table(report: Report, database: str) -> str:
    """Return the report as lines of text."""
    return "\n".join(_lines(report, database))


def _lines(report: Report, database: str) -> Iterator[str]:
    plan = report.plan
    yield f"{plan.workflows} workflows on {database}, seed {plan.seed}"
    yield f"{'what':{_WIDTH}} {'found':>10} {'wanted':>10}"
    for finding in report.findings:
        mark = "" if finding.holds else "  <- NOT SO"
        yield f"{finding.what:{_WIDTH}} {finding.found!s:>10} {finding.wanted!s:>10}{mark}"
    expected = REFERENCE_SECONDS * plan.workflows / 1000
    rate = plan.workflows / report.seconds
    yield f"seconds: {report.seconds:.1f} ({rate:.1f} a second; the reference would take {expected:.1f})"
    yield f"kills: {sum(report.strikes.values())} by us ({_counted(report.strikes)}); restarts: {report.restarts}"
    yield f"decisions and submissions refused: {_counted(report.promises.refusals)}"
    yield f"requests sent again: {_counted(report.promises.retries)}"
    yield from (f"blames the server: {fault}" for fault in report.promises.faults[:5])
    yield from (f"could not go on: {failure}" for failure in report.failures)
    yield "Every promise was kept." if report.holds else "A PROMISE WAS BROKEN."


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counter.most_common()) or "none"
