"""Plays the story of 2020: every event in its turn, through the services, under the clock of its day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from server.cli.demo.collaborators import take_in
from server.cli.demo.givers import Giver
from server.cli.demo.places import PENATAAN_BEGAN, Place
from server.cli.demo.scene import Scene
from server.cli.demo.story import Chapter, Gift, Handover
from server.models.need import Need, NeedState
from server.models.pledge import Pledge
from server.services.deliveries import confirm, report
from server.services.needs import take_over, withdraw
from server.services.needs.propose import Form
from server.services.pledges import cancel, expiring, place
from server.services.units import register, update

LAST_DAY = date(2020, 12, 31)
"""The day on which the history is closed: what was promised and never came has run out by then."""
SURVEYED_ON = date(2017, 12, 31)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is done ``at`` an instant."""

    at: datetime
    play: Callable[[], None]


class History:
    """The events of 2020 on one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._zone = scene.platform.city.zone
        self._tellings: list[_Telling] = []

    def play(
        self,
        places: Sequence[Place],
        givers: Sequence[Giver],
        chapters: Sequence[Chapter],
        said: Callable[[str], None],
    ) -> None:
        """Play everything in the order in which it happened; tell ``said`` about each month, in one line."""
        events = [
            *(self._registration(one) for one in places),
            *(self._survey(one) for one in places if one.plan),
            *(self._approval(one) for one in givers),
            *(event for chapter in chapters for event in self._chapter(chapter)),
            *(Event(self._at(date(2020, month, 28), 23), self._expire) for month in range(5, 13)),
        ]
        month = ""
        for event in sorted(events, key=lambda event: event.at):
            if f"{event.at:%Y-%m}" != month:
                month = f"{event.at:%Y-%m}"
                said(f"  {month} …")
            self._scene.clock.instant = event.at
            event.play()
        self._scene.clock.instant = self._at(LAST_DAY, 23)
        self._expire()
        for telling in self._tellings:
            # Again, for what ran out after the time of its need was over.
            telling.close()

    def _registration(self, one: Place) -> Event:
        def play() -> None:
            values = {"name": one.name, "households": one.households, "facts": one.facts, "facts_source": "DAPODIK"}
            form = register.Form(
                one.kind,
                one.area,
                one.rw,
                values if one.facts else {"name": one.name, "households": one.households},
                source_key=f"demo:{one.key}",
                is_synthetic=True,
            )
            self._scene.units[one.key] = register.register(self._scene.staff_act(), form).id

        return Event(self._at(one.opened_on, 7), play)

    def _approval(self, giver: Giver) -> Event:
        def play() -> None:
            take_in(self._scene, giver)

        return Event(self._at(giver.approved_on, 8), play)

    def _survey(self, one: Place) -> Event:
        """Note what the lists of dense RWs say; a sector asks for it that was not there in April."""

        def play() -> None:
            values = {"facts": one.plan, "facts_source": "BPS", "facts_as_of": SURVEYED_ON}
            update.update(self._scene.staff_act(), update.Changes(self._scene.units[one.key], 1, values))

        return Event(self._at(PENATAAN_BEGAN, 8), play)

    def _chapter(self, chapter: Chapter) -> Iterator[Event]:
        telling = _Telling(self._scene, chapter)
        self._tellings.append(telling)
        yield Event(chapter.opened_at, telling.open)
        for gift in chapter.gifts:
            yield from telling.gift(gift)
        # When its time is over a need takes no more pledges; what nobody gave stays to be seen.
        yield Event(self._at(chapter.asked.last_day, 22), telling.close)

    def _expire(self) -> None:
        while expiring.expire_all(self._scene.platform_act()):
            pass

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self._zone)


class _Telling:
    """One need and what becomes of it."""

    def __init__(self, scene: Scene, chapter: Chapter) -> None:
        self._scene = scene
        self._chapter = chapter
        self._need: UUID | None = None
        self._pledges: dict[int, UUID] = {}

    def open(self) -> None:
        asked = self._chapter.asked
        form = Form(
            self._scene.units[asked.place.key],
            asked.aid.sector,
            asked.aid.item,
            asked.period,
            asked.quantity,
            asked.facts,
            asked.plan_line,
            is_synthetic=True,
        )
        self._need = take_over.take_over(self._scene.platform_act(), form).id

    def gift(self, gift: Gift) -> Iterator[Event]:
        yield Event(gift.at, lambda: self._promise(gift))
        if gift.cancelled_at is not None:
            yield Event(gift.cancelled_at, lambda: self._cancel(gift))
        for handover in gift.handovers:
            yield from self._handover(gift, handover)

    def close(self) -> None:
        need = Need.get_by_id(self._need)
        if need.remaining and need.state is NeedState.OPEN:
            withdraw.pause(self._scene.unit_act(need.unit_id), need.id, need.version)

    def _promise(self, gift: Gift) -> None:
        giver = self._scene.collaborators[gift.giver]
        planned = gift.handovers[0].at.date() if gift.handovers else gift.at.date() + timedelta(days=3)
        promise = place.Promise(self._need_id, giver, gift.quantity, planned)
        self._pledges[id(gift)] = place.place(self._scene.giver_act(giver), promise).id

    def _cancel(self, gift: Gift) -> None:
        pledge = Pledge.get_by_id(self._pledges[id(gift)])
        cancel.cancel(self._scene.giver_act(pledge.collaborator_id), pledge.id, pledge.version)

    def _handover(self, gift: Gift, handover: Handover) -> Iterator[Event]:
        written: list[tuple[UUID, int]] = []

        def give() -> None:
            pledge = self._pledges[id(gift)]
            act = self._scene.giver_act(self._scene.collaborators[gift.giver])
            told = report.Handover(
                pledge, handover.quantity, act.now, surplus=handover.surplus, receiver_role="Ketua RW"
            )
            delivery = report.report(act, told)
            written.append((delivery.id, delivery.version))

        def confirm_it() -> None:
            need = Pledge.get_by_id(self._pledges[id(gift)]).need_id
            unit = Need.get_by_id(need).unit_id
            confirm.confirm(self._scene.unit_act(unit), confirm.Word(*written[0]), handover.confirmed)

        yield Event(handover.at, give)
        if handover.confirmed:
            yield Event(handover.confirmed_at, confirm_it)

    @property
    def _need_id(self) -> UUID:
        if self._need is None:
            raise AssertionError("a gift came before its need")
        return self._need
