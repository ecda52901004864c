"""A gift, from a stranger's registration to the public figures, and what the platform refuses on the way.

Run it against a platform that serves its demo (``make run``), as often as you like:

    python examples/give.py [URL] [--data FOLDER] [--mail-dir FOLDER]

The data folder of the demo holds the ready accounts and the mailbox, in which letters are files. Ends with 0 only
if all was as it should be.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gql.transport.exceptions import TransportError

import documents
import papers
from client import Person, Unexpected, wait_for
from mail import token_for
from telling import expect, note, step

SECTOR, ITEM = "PANGAN", "SEMBAKO"
PASSWORD = f"contoh-{papers.digits(10)}"
ELIGIBLE = {"domisili_dki": True, "anggota_kk": 4, "dtks": True, "aparatur": False, "punya_mobil": False}
CIVIL_SERVANT = {**ELIGIBLE, "aparatur": True}


class Story:
    """The people of the story, and what they hand on to each other."""

    def __init__(self, url: str, data: Path, mailbox: Path) -> None:
        self._url = url
        self._mailbox = mailbox
        kept = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
        self._accounts: Mapping[str, Mapping[str, str]] = {one["role"]: one for one in kept["accounts"]}
        self._number = papers.digits(6)
        self._name = f"PT Contoh {self._number}"
        self._npwp = papers.npwp()
        self.public = Person(url)
        self.giver = Person(url, "the applicant")

    def tell(self) -> None:
        """Tell it from the beginning to the end."""
        before = self._figures()
        print(f"Public figures: {_shown(before)}")
        self._register()
        run = self._apply()
        self._decide(run)
        giver = self._become_collaborator()
        self._give(giver)
        self._compare(before, self._figures())

    def _register(self) -> None:
        step("A stranger registers and proves the address from the mail")
        email = f"pemohon-{self._number}@contoh.invalid"
        self.giver.do("accountRegister", "mailSent", email=email, name="Rina Contoh", password=PASSWORD)
        token = wait_for("the letter", lambda: token_for(self._mailbox, email))
        self.giver.do("accountVerify", "verified", token=token)
        self.giver.sign_in(email, PASSWORD)
        note(f"{email} is signed in")

    def _apply(self) -> str:
        step(f"{self._name} applies to become a collaborator")
        form = {**self._form(self.giver), "legalName": self._name, "publicName": self._name, "npwp": self._npwp}
        draft = self.giver.do("collaboratorDraft", documents.APPLICATION, kind="COMPANY", form=form)["application"]
        sent = self._submit(self.giver, draft)
        note(f"submitted as {sent['number']}")
        step("The same body applies once more")
        form = {**self._form(self.giver), "legalName": self._name, "publicName": "Nama Lain", "npwp": self._npwp}
        twin = self.giver.do("collaboratorDraft", documents.APPLICATION, kind="COMPANY", form=form)["application"]
        known = {"applicationId": twin["id"], "expectedVersion": twin["version"]}
        self.giver.refused("DUPLICATE_APPLICANT", "collaboratorSubmit", documents.APPLICATION, **known)
        self.giver.do("collaboratorWithdraw", documents.APPLICATION, **known)
        return self._screened(self.giver, sent["id"])

    def _form(self, person: Person) -> dict[str, object]:
        """Return what every application holds; the statement letter is uploaded for it."""
        letter = person.send_file("STATEMENT", "surat-pernyataan.pdf", papers.letter(self._name))
        return {
            "sectors": [SECTOR],
            "contactName": "Rina Contoh",
            "phone": papers.phone(),
            "email": f"kontak-{papers.digits(8)}@contoh.invalid",
            "address": "Jl. Contoh No. 1, Jakarta",
            "documents": [{"purpose": "STATEMENT", "uploadId": letter}],
        }

    def _submit(self, person: Person, draft: Mapping[str, Any]) -> dict[str, Any]:
        known = {"applicationId": draft["id"], "expectedVersion": draft["version"]}
        sent: dict[str, Any] = person.do("collaboratorSubmit", documents.APPLICATION, **known)["application"]
        return sent

    def _screened(self, person: Person, application: str) -> str:
        """Wait until the workers have screened an application and a verifier is asked; return its run."""

        def look() -> dict[str, Any] | None:
            run: dict[str, Any] = person.ask(documents.RUN, id=application)["application"]["run"]
            waiting = any(one["name"] == "verification" and one["state"] == "OPEN" for one in run["stages"])
            return run if waiting else None

        run = wait_for("the screening", look)
        note("screened by the workers; a verifier is asked")
        key: str = run["id"]
        return key

    def _decide(self, run: str) -> None:
        verifier = self._signed_in("VERIFIER")
        self._decide_own(verifier)
        step("A verifier takes the case from the queue and approves it")
        task = self._task(verifier, run)
        stages = verifier.ask(documents.CHECKS, id=task["id"])["task"]["run"]["stages"]
        checks = [check for stage in stages for check in stage["checks"]]
        note("the screening said: " + ", ".join(f"{check['name']} {check['verdict']}" for check in checks))
        claimed = verifier.do("taskClaim", "task { id version }", taskId=task["id"], expectedVersion=task["version"])
        self._say(verifier, claimed["task"], "APPROVE")
        step("Two of the bureau approve, one after the other")
        for role in ("BUREAU_1", "BUREAU_2"):
            decider = self._signed_in(role)
            self._say(decider, self._task(decider, run), "APPROVE")

    def _decide_own(self, verifier: Person) -> None:
        step("A verifier applies too, and wants to decide on that")
        nik, born = papers.person()
        form = {**self._form(verifier), "legalName": "Dewi Anggraini", "publicName": f"Dewi {self._number}"}
        form |= {"nik": nik, "birthDate": born.isoformat()}
        draft = verifier.do("collaboratorDraft", documents.APPLICATION, kind="INDIVIDUAL", form=form)["application"]
        sent = self._submit(verifier, draft)
        task = self._task(verifier, self._screened(verifier, sent["id"]))
        expect(not task["viewerCanDecide"], "the queue offers a verifier her own case")
        known = {"taskId": task["id"], "expectedVersion": task["version"], "decision": "APPROVE"}
        verifier.refused("SELF_APPROVAL_FORBIDDEN", "taskDecide", "task { id }", **known)
        now = verifier.ask(documents.RUN, id=sent["id"])["application"]
        known = {"applicationId": sent["id"], "expectedVersion": now["version"]}
        verifier.do("collaboratorWithdraw", documents.APPLICATION, **known)

    def _task(self, decider: Person, run: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = decider.ask(documents.QUEUE)["tasks"]["nodes"]
        task = next((one for one in found if one["run"]["id"] == run), None)
        if task is None:
            raise Unexpected(f"{decider.name} does not find the case in the queue")
        return task

    def _say(self, decider: Person, task: Mapping[str, Any], decision: str) -> None:
        known = {"taskId": task["id"], "expectedVersion": task["version"], "decision": decision}
        decider.do("taskDecide", "task { state }", **known)
        note(f"{decider.name}: {decision}")

    def _become_collaborator(self) -> str:
        step("The applicant is a collaborator now")

        def look() -> str | None:
            found = self.giver.ask(documents.MINE)["viewer"]["organisations"]
            return found[0]["collaboratorId"] if found else None

        key = wait_for("the membership", look)
        found = self.public.ask(documents.COLLABORATOR, id=key)["collaborator"]
        expect(found["publicName"] == self._name, f"the collaborator is {found}")
        self.giver.name = self._name
        note(f"{found['publicName']}: {found['kind']}, {found['state']}, {', '.join(found['sectors'])}")
        return key

    def _give(self, giver: str) -> None:
        contact = self._signed_in("UNIT_CONTACT")
        unit = contact.ask(documents.SPOKEN_FOR, sector=SECTOR)["recipients"]["nodes"][0]["unit"]
        homes = self._register_households(contact, unit["id"])
        need = self._choose_need(unit)
        pledge = self._pledge(giver, need)
        self._allocate(contact, giver, need, pledge, homes)
        self._deliver(contact, pledge)

    def _register_households(self, contact: Person, unit: str) -> list[str]:
        step("The unit contact registers three households")
        made = [self._household(contact, unit, facts) for facts in (ELIGIBLE, ELIGIBLE, CIVIL_SERVANT)]
        verdicts = [one["verdict"] for one in made]
        expect(verdicts == ["ELIGIBLE", "ELIGIBLE", "NOT_ELIGIBLE"], f"verdicts {verdicts}")
        note(", ".join(verdicts))
        return [one["id"] for one in made]

    def _household(self, contact: Person, unit: str, facts: Mapping[str, object]) -> dict[str, str]:
        nik, born = papers.person()
        who = {"name": "Keluarga Contoh", "nik": nik, "birthDate": born.isoformat(), "kk": papers.family_card()}
        given = {"unitId": unit, "sector": SECTOR, "facts": facts, "factsSource": "Pendataan RW", "consent": True}
        made: dict[str, str] = contact.do("recipientRegister", "recipient { id verdict }", **who, **given)["recipient"]
        return made

    def _choose_need(self, unit: Mapping[str, str]) -> dict[str, Any]:
        step(f"{self.giver.name} looks for what {unit['name']} needs")
        wanted = {"unitId": unit["id"], "sector": SECTOR, "state": "OPEN"}
        found: list[dict[str, Any]] = self.public.ask(documents.OPEN_NEEDS, filter=wanted)["needs"]["nodes"]
        need = next((one for one in found if one["item"]["code"] == ITEM and one["remaining"] >= 3), None)
        if need is None:
            raise Unexpected(f"{unit['name']} needs nothing any more; start with an empty data folder")
        note(f"{ITEM} in {need['period']}: {need['needed']} needed, {need['remaining']} of them open")
        return need

    def _pledge(self, giver: str, need: Mapping[str, Any]) -> dict[str, Any]:
        seen = self.giver.ask(documents.PREVIEW, need=need["id"], giver=giver, quantity=2)["pledgePreview"]
        expect(seen["wouldBeAccepted"], f"the preview says no: {seen}")
        note(f"preview: {seen['verdict']}, {seen['eligibleRecipients']} of {seen['registeredRecipients']} may receive")
        step("A pledge of more than is needed, then one of two parcels")
        more = need["remaining"] + 1
        known = {"needId": need["id"], "collaboratorId": giver}
        self.giver.refused("INSUFFICIENT_REMAINING", "pledgePlace", "pledge { id }", **known, quantity=more)
        return self._placed(known, 2)

    def _placed(self, known: Mapping[str, str], quantity: int) -> dict[str, Any]:
        pledge: dict[str, Any] = self.giver.do(
            "pledgePlace", "pledge { id version state quantity }", **known, quantity=quantity
        )["pledge"]
        note(f"pledge of {pledge['quantity']}: {pledge['state']}")
        return pledge

    def _allocate(  # everybody who has a part in it
        self, contact: Person, giver: str, need: Mapping[str, Any], pledge: Mapping[str, Any], homes: list[str]
    ) -> None:
        step("The parcels are allotted to households")
        first, second, servant = homes
        known = {"pledgeId": pledge["id"], "quantity": 1}
        contact.do("pledgeAllocate", "allocation { id }", **known, recipientId=first)
        note("one for the first household")
        contact.refused("NOT_ELIGIBLE", "pledgeAllocate", "allocation { id }", **known, recipientId=servant)
        step("Another gift to the first household in the same week")
        again = self._placed({"needId": need["id"], "collaboratorId": giver}, 1)
        twice = {"pledgeId": again["id"], "quantity": 1, "recipientId": first}
        contact.refused("OVERLAP", "pledgeAllocate", "allocation { id }", **twice)
        self.giver.do("pledgeCancel", "pledge { state }", pledgeId=again["id"], expectedVersion=again["version"])
        note("that pledge is taken back")
        contact.do("pledgeAllocate", "allocation { id }", **known, recipientId=second)
        note("the other parcel for the second household")

    def _deliver(self, contact: Person, pledge: Mapping[str, Any]) -> None:
        step("The parcels are handed over, with a picture, and the unit confirms")
        proof = self.giver.send_file("PROOF", "penyerahan.png", papers.photo())
        given = {"quantity": 2, "deliveredAt": datetime.now(UTC).isoformat(), "proofId": proof}
        made = self.giver.do(
            "deliveryReport", "delivery { id version state }", pledgeId=pledge["id"], **given, receiverRole="Ketua RW"
        )["delivery"]
        note(f"hand-over: {made['state']}")
        said = {"deliveryId": made["id"], "expectedVersion": made["version"], "quantity": 2}
        state = contact.do("deliveryConfirm", "delivery { state }", **said)["delivery"]["state"]
        expect(state == "CONFIRMED", f"the delivery is {state}")
        note(f"the unit's word: {state}")

    def _compare(self, before: Mapping[str, int], after: Mapping[str, int]) -> None:
        step("The public figures have moved by exactly that")
        moved = {name: after[name] - before[name] for name in before}
        print(f"   {_shown(after)}")
        # Two parcels were promised and came; a third was promised and taken back, and commitments are cumulative.
        wanted = {"collaborators": 1, f"in {SECTOR}": 1, "pledged": 3, "delivered": 2, "confirmed": 2}
        expect(moved == wanted, f"the figures moved by {moved}, not by {wanted}")
        note(", ".join(f"{name} +{by}" for name, by in moved.items()))

    def _figures(self) -> dict[str, int]:
        found = self.public.ask(documents.FIGURES)["dashboard"]
        sectors = {one["sector"]: one["collaboratorCount"] for one in found["bySector"]}
        return {
            "collaborators": found["collaboratorCount"],
            f"in {SECTOR}": sectors.get(SECTOR, 0),
            **{name: found[name]["units"] for name in ("pledged", "delivered", "confirmed")},
        }

    def _signed_in(self, role: str) -> Person:
        account = self._accounts[role]
        person = Person(self._url, f"{account['name']} ({role})")
        person.sign_in(account["email"], account["password"], account["totp_secret"])
        return person


def _shown(figures: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in figures.items())


def main() -> int:
    """Tell the story; say what went wrong in one line, and end with 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("url", nargs="?", default=os.environ.get("KSBB_PUBLIC_URL", "http://127.0.0.1:8000"))
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("KSBB_DATA_DIR", ".ksbb")))
    parser.add_argument("--mail-dir", type=Path)
    args = parser.parse_args()
    began = time.monotonic()
    try:
        Story(args.url, args.data, args.mail_dir or args.data / "mail").tell()
    except (Unexpected, OSError, TransportError) as error:
        print(f"\nNot as expected: {error}", file=sys.stderr)
        return 1
    print(f"\nAll as expected ({time.monotonic() - began:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
