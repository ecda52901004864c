"""The clock of a stage: when it starts, how it rests, what a changed calendar does to it."""

from dataclasses import replace
from datetime import datetime

from server.workflows.calendar import DAY, WorkingCalendar
from server.workflows.definition import ESCALATE_AT_PERCENT, REMIND_AT_PERCENT, Stage
from server.workflows.state import Deadlines


def started(stage: Stage, now: datetime, calendar: WorkingCalendar, *, somebody_above: bool) -> Deadlines:
    """Return the clock of ``stage`` opened ``now``; without ``somebody_above`` it never escalates."""
    return Deadlines(
        counted_from=now,
        remind_at=calendar.after(now, stage.sla_working_days, REMIND_AT_PERCENT),
        due_at=calendar.after(now, stage.sla_working_days),
        escalate_at=calendar.after(now, stage.sla_working_days, ESCALATE_AT_PERCENT) if somebody_above else None,
    )


def rested(clock: Deadlines, stage: Stage, paused_at: datetime, now: datetime, calendar: WorkingCalendar) -> Deadlines:
    """Return ``clock`` set going again ``now`` after it stood still since ``paused_at``; what was over stays over."""
    spent = clock.spent + calendar.between(clock.counted_from, paused_at)
    return _recounted(replace(clock, counted_from=now, spent=spent), stage, calendar)


def renewed(clock: Deadlines, stage: Stage, now: datetime, calendar: WorkingCalendar) -> Deadlines:
    """Return ``clock`` under another calendar: what lies ahead may move later, never earlier; the past stays."""
    fresh = _recounted(clock, stage, calendar)
    return replace(
        clock,
        remind_at=_forward(clock.remind_at, fresh.remind_at, now),
        due_at=_forward(clock.due_at, fresh.due_at, now),
        escalate_at=clock.escalate_at and _forward(clock.escalate_at, fresh.escalate_at or clock.escalate_at, now),
    )


def _forward(old: datetime, new: datetime, now: datetime) -> datetime:
    return max(old, new) if old > now else old


def _recounted(clock: Deadlines, stage: Stage, calendar: WorkingCalendar) -> Deadlines:
    def at(percent: int, old: datetime) -> datetime:
        left = stage.sla_working_days * percent * DAY / 100 - clock.spent
        return calendar.add(clock.counted_from, left) if left.total_seconds() > 0 else old

    return replace(
        clock,
        remind_at=at(REMIND_AT_PERCENT, clock.remind_at),
        due_at=at(100, clock.due_at),
        escalate_at=clock.escalate_at and at(ESCALATE_AT_PERCENT, clock.escalate_at),
    )
