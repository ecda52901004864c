"""What is going on today: open needs, gifts on their way, and the neighbourhood that the ready accounts meet in."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from server.cli.demo import names
from server.cli.demo.aid import Asked, ask, asking
from server.cli.demo.collaborators import take_in
from server.cli.demo.draw import Draw
from server.cli.demo.givers import Giver
from server.cli.demo.households import register_households
from server.cli.demo.places import Place
from server.cli.demo.ready import COLLABORATOR
from server.cli.demo.scene import Scene
from server.core.actor import MemberRole
from server.models.collaborator import CollaboratorKind
from server.services.deliveries import confirm, report
from server.services.members import invite
from server.services.needs import propose, take_over
from server.services.pledges import allocate, place
from server.services.units import contacts

_OPEN = {"PANGAN": 130, "UMKM": 28, "PENDIDIKAN": 30, "PENATAAN_PERMUKIMAN": 12}
"""How many needs are open in each sector."""
_PROPOSED = 6
_AHEAD = timedelta(days=10)
HOME_CITY = "31.71."
"""Where the neighbourhood of the ready accounts lies: in the middle of the city."""


class Present:
    """Today, up to the moment at which the curtain rises."""

    def __init__(self, scene: Scene, places: Sequence[Place], givers: Sequence[Giver]) -> None:
        self._scene = scene
        self._places = places
        self._givers = givers
        self._draw = Draw("present")
        self._asked: set[tuple[str, str, str]] = set()
        self._home = _home_of(places)
        today = scene.platform.city.day_of(scene.opened_at)
        self._wanted_on: date = today + _AHEAD

    def play(self, accounts: Mapping[str, UUID]) -> None:
        """Open today's needs, let some be promised, have others wait to be verified; settle the ready accounts in."""
        self._settle(accounts)
        for sector, count in _OPEN.items():
            for _ in range(count):
                self._open(sector)
        self._propose()
        self._scene.clock.instant = self._scene.opened_at

    def _open(self, sector: str) -> None:
        asked, draw = self._new(sector), self._draw
        opened = draw.between(3, 9)
        self._ago(days=opened)
        need = self._take_over(asked)
        if not draw.chance(min(0.7, asked.place.reach / 2)):
            return
        # The licences of 2020 have run out.
        able = [one for one in self._givers if sector in one.sectors and one.kind is not CollaboratorKind.AGGREGATOR]
        self._ago(days=draw.between(1, opened - 1), hours=1)
        giver = self._scene.collaborators[draw.pick(able).number]
        quantity = min(asked.quantity, draw.between(*asked.aid.given))
        coming = self._scene.platform_act().today + timedelta(days=draw.between(12, 20))
        place.place(self._scene.giver_act(giver), place.Promise(need, giver, quantity, coming))

    def _propose(self) -> None:
        for number in range(_PROPOSED):
            asked = self._new("PANGAN")
            self._ago(hours=2 + 3 * number)
            unit = self._scene.units[asked.place.key]
            propose.propose(self._scene.unit_act(unit), self._form(asked))

    def _settle(self, accounts: Mapping[str, UUID]) -> None:
        """Give the ready collaborator an organisation, the ready contact a unit, and both something between them."""
        scene = self._scene
        unit = scene.units[self._home.key]
        self._ago(days=9)
        contacts.add_contact(scene.staff_act(), unit, names.email("narahubung"))
        number = max(giver.number for giver in self._givers) + 1
        first = scene.platform_act().today
        ready = Giver(number, CollaboratorKind.FOUNDATION, "Yayasan Dapur Contoh", ("PANGAN", "PENDIDIKAN"), first)
        collaborator = take_in(scene, ready)
        invite.join(scene.platform_act(), accounts[COLLABORATOR], collaborator, MemberRole.ADMIN)
        need = self._take_over(self._home_need())
        served = register_households(scene, unit)
        self._give(need, collaborator, served)

    def _give(self, need: UUID, collaborator: UUID, served: UUID) -> None:
        """Let one household have got its parcel this week, others wait for theirs, and a hand-over for its answer."""
        scene = self._scene
        scene.clock.instant = scene.opened_at - timedelta(minutes=30)
        giving = scene.giver_act(collaborator)
        one = place.place(giving, place.Promise(need, collaborator, 1)).id
        allocate.allocate(giving, allocate.Part(one, served, 1))
        given = report.report(giving, report.Handover(one, 1, giving.now, receiver_role="Narahubung"))
        confirm.confirm(scene.unit_act(scene.units[self._home.key]), confirm.Word(given.id, given.version), 1)
        some = place.place(giving, place.Promise(need, collaborator, 25)).id
        report.report(giving, report.Handover(some, 10, giving.now, receiver_role="Narahubung"))

    def _home_need(self) -> Asked:
        wanted = ask(self._draw, "PANGAN", self._home, self._wanted_on)
        self._asked.add(wanted.once)
        return wanted

    def _new(self, sector: str) -> Asked:
        places = asking(sector, self._places)
        while True:
            asked = ask(self._draw, sector, self._draw.pick(places), self._wanted_on)
            if asked.once not in self._asked:
                self._asked.add(asked.once)
                return asked

    def _take_over(self, asked: Asked) -> UUID:
        return take_over.take_over(self._scene.platform_act(), self._form(asked)).id

    def _form(self, asked: Asked) -> propose.Form:
        return propose.Form(
            self._scene.units[asked.place.key],
            asked.aid.sector,
            asked.aid.item,
            asked.period,
            asked.quantity,
            asked.facts,
            asked.plan_line,
            is_synthetic=True,
        )

    def _ago(self, *, days: int = 0, hours: int = 0) -> None:
        self._scene.clock.instant = self._scene.opened_at - timedelta(days=days, hours=hours)


def _home_of(places: Sequence[Place]) -> Place:
    fitting = (one for one in places if one.kind == "RW" and one.area.startswith(HOME_CITY) and not one.plan)
    return next(one for one in fitting if (one.households or 0) >= 300)
