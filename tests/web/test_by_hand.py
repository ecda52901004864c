"""A gift by hand: the journeys of people through the page, on the real application."""

from collections.abc import Iterator
from typing import Literal

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from server.models.need import Need
from server.models.workflow_run import Task, WorkflowRun
from server.services.pledges.place import Promise, place
from server.services.transaction import run
from tests.factories.account import PASSWORD, acting
from tests.factories.application import a_draft
from tests.factories.files import a_pdf, a_picture
from tests.factories.gift import id_of
from tests.factories.need import a_proposed_need
from tests.web.conftest import barriers
from tests.web.town import Town, a_town

FORM = {
    "Nama untuk umum": "Maju Bersama",
    "Nama lengkap atau nama badan": "PT Maju Bersama Jaya",
    "NPWP": "01.234.567.8-012.000",
    "Nama narahubung": "Ma'ruf Hidayat",
    "Telepon": "0812-3456-7890",
    "Alamat surel": "kontak@majubersama.example",
}


@pytest.fixture(scope="module")
def town(request: pytest.FixtureRequest, browser: Browser, built: object) -> Iterator[Town]:
    """One town for the module; each test brings what it changes."""
    with a_town(request.getfixturevalue("_sqlite_engine"), browser) as found:
        yield found


def test_an_application_is_filled_in_returned_mended_and_approved(town: Town) -> None:
    with town.visit(None) as applicant, town.visit(town.verifier) as verifier:
        _apply(applicant)
        town.settle()
        _return_for_the_address(verifier, town.recovery_codes.pop())
        applicant.reload()
        expect(applicant.get_by_text("Alamat Anda belum lengkap.").first).to_be_visible()
        # Only what was asked for can be changed.
        expect(applicant.get_by_role("textbox")).to_have_count(1)
        applicant.get_by_label("Alamat", exact=True).fill("Jl. Kebon Sirih No. 1, Gambir")
        applicant.get_by_role("button", name="Kirim perbaikan").click()
        expect(applicant.get_by_text("Sedang diperiksa", exact=True)).to_be_visible()
        town.settle()
        _approve(verifier, "Maju Bersama")
        for one in town.bureau:
            town.settle()
            with town.visit(one, stepped_up=True) as bureau:
                _approve(bureau, "Maju Bersama")
        town.settle()
        applicant.reload()
        expect(applicant.get_by_text("Permohonan disetujui")).to_be_visible()


def test_what_was_typed_outlives_a_faster_colleague(town: Town) -> None:
    need = a_proposed_need(town.contact, town.unit.id, period=town.period(), quantity=7)
    with town.visit(town.verifier, stepped_up=True) as page:
        page.goto("/antrean")
        page.get_by_role("link", name="RW 001").first.click()
        page.get_by_role("radio", name="Tolak").check()
        page.get_by_label("Alasan").select_option("NOT_TRUE")
        page.get_by_label("Penjelasan").fill("Jumlahnya keliru.")
        town.approve(need)
        page.get_by_role("button", name="Tolak").click()
        page.get_by_role("dialog").get_by_role("button", name="Tolak").click()
        expect(page.get_by_text("Tugas ini sudah berubah")).to_be_visible()
        expect(page.get_by_label("Penjelasan")).to_have_value("Jumlahnya keliru.")
        page.get_by_role("button", name="Lihat keadaan terbaru").click()
        expect(page.get_by_text("Tugas ini sudah tidak terbuka: sudah diputuskan.")).to_be_visible()


def test_a_task_is_taken_and_given_back(town: Town) -> None:
    a_proposed_need(town.contact, town.unit.id, period=town.period(), quantity=3)
    with town.visit(town.verifier, stepped_up=True) as page:
        page.goto("/antrean?saring=bebas")
        page.get_by_role("link", name="RW 001").first.click()
        page.get_by_role("button", name="Ambil tugas").click()
        expect(page.get_by_text("Anda pegang sampai")).to_be_visible()
        page.get_by_role("link", name="Antrean").first.click()
        page.get_by_role("link", name="Saya pegang (1)").click()
        expect(page.get_by_role("article")).to_have_count(1)
        page.get_by_role("article").get_by_role("link").click()
        page.get_by_role("button", name="Lepaskan tugas").click()
        expect(page.get_by_role("button", name="Ambil tugas")).to_be_visible()


def test_a_gift_is_promised_handed_over_and_confirmed_in_parts(town: Town) -> None:
    need = town.open_need()
    with town.visit(town.giver) as giver, town.visit(town.contact) as contact:
        _promise(giver, need, 30)
        giver.get_by_role("button", name="Berkomitmen").click()
        expect(giver.get_by_role("heading", level=1)).to_have_text("Terima kasih, komitmen Anda diterima")
        giver.get_by_role("link", name="Lihat komitmen").click()
        _report(giver, 20)
        contact.goto("/penerimaan")
        contact.get_by_role("button", name="Konfirmasi").click()
        contact.get_by_label("Yang sudah datang").fill("12")
        contact.get_by_role("button", name="Kirim konfirmasi").click()
        expect(contact.get_by_role("article").first).to_contain_text("12 dikonfirmasi")
        contact.get_by_role("button", name="Sanggah").click()
        contact.get_by_role("button", name="Kirim sanggahan").click()
        expect(contact.get_by_role("alert")).to_be_focused()
        contact.get_by_label("Apa yang terjadi?").fill("Delapan paket basah.")
        contact.get_by_role("button", name="Kirim sanggahan").click()
        expect(contact.get_by_text("Disanggah", exact=True)).to_be_visible()
    with town.visit(None) as public:
        public.goto(f"/kebutuhan/{id_of(need)}")
        figures = public.locator(".figures dd")
        expect(figures).to_have_text(["100 paket", "30", "20", "12", "70"])
        expect(public.get_by_text("Yayasan Peduli: 30 paket")).to_be_visible()


def test_what_was_left_when_it_is_sent_counts_and_input_stays(town: Town) -> None:
    need = town.open_need()
    rival = acting(town.platform, town.giver)
    with town.visit(town.giver) as page:
        _promise(page, need, 60)
        run(lambda: place(rival, Promise(need.id, town.organisation.id, 50)))
        page.get_by_role("button", name="Berkomitmen").click()
        expect(page.get_by_role("alert")).to_contain_text("Kebutuhan yang tersisa 50")
        page.get_by_role("button", name="Ubah Jumlah").click()
        expect(page.get_by_label("Jumlah")).to_have_value("60")


def test_a_promise_is_taken_back_after_one_more_question(town: Town) -> None:
    need = town.open_need()
    pledge = run(lambda: place(acting(town.platform, town.giver), Promise(need.id, town.organisation.id, 5)))
    with town.visit(town.giver) as page:
        page.goto(f"/komitmen/{id_of(pledge)}")
        page.get_by_role("button", name="Batalkan komitmen").click()
        page.get_by_role("dialog").get_by_role("button", name="Batalkan komitmen").click()
        expect(page.get_by_text("Dibatalkan", exact=True)).to_be_visible()
        expect(page.get_by_role("heading", name="Laporkan penyaluran")).to_have_count(0)


def test_a_unit_proposes_a_need(town: Town) -> None:
    with town.visit(town.contact) as page:
        page.goto("/penerimaan?bidang=PANGAN")
        page.get_by_role("button", name="Ajukan").click()
        expect(page.get_by_role("alert")).to_contain_text("Pilih barang.")
        page.get_by_label("Barang").select_option("SEMBAKO")
        page.get_by_label("Jumlah").fill("25")
        page.get_by_label("Periode").fill(town.period())
        page.get_by_role("button", name="Ajukan").click()
        expect(page.get_by_text("Kebutuhan diajukan")).to_be_visible()
        expect(page.get_by_text("Menunggu verifikasi").first).to_be_visible()


def test_an_authenticator_is_set_up_and_all_sessions_end(town: Town) -> None:
    with town.visit(town.giver) as page:
        page.goto("/akun")
        page.get_by_role("button", name="Pasang autentikator").click()
        secret = page.locator(".secret code").inner_text().replace(" ", "")
        page.get_by_label("Kode dari aplikasi autentikator").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Pasang").click()
        expect(page.locator(".codes li")).to_have_count(10)
        page.get_by_role("button", name="Keluar dari semua tempat").click()
        expect(page.get_by_role("navigation").get_by_role("link", name="Masuk")).to_be_visible()
        page.goto("/akun")
        expect(page.get_by_text("Halaman ini untuk yang sudah masuk.")).to_be_visible()


def _apply(page: Page) -> None:
    page.goto("/masuk?ke=/permohonan")
    page.get_by_label("Alamat surel").fill("ani@example.org")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("radio", name="Perusahaan").check()
    page.get_by_role("button", name="Mulai permohonan").click()
    for label, value in FORM.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("checkbox", name="Pangan").check()
    page.get_by_label("Surat pernyataan").set_input_files(
        {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    expect(page.get_by_text("Terlampir, sudah diperiksa.")).to_be_visible()
    page.get_by_role("button", name="Simpan dan periksa").click()
    lacking = page.get_by_role("status").filter(has_text="Belum lengkap")
    expect(lacking.get_by_role("listitem")).to_have_text(["Alamat"])
    lacking.get_by_role("button", name="Lengkapi").click()
    page.get_by_label("Alamat", exact=True).fill("Jl. Kebon Sirih")
    page.get_by_role("button", name="Simpan dan periksa").click()
    page.get_by_role("button", name="Kirim permohonan").click()
    expect(page.get_by_text("Sedang diperiksa", exact=True)).to_be_visible()


def _return_for_the_address(page: Page, recovery_code: str) -> None:
    """Type the decision first, show the second factor then, and find it as it was typed."""
    page.goto("/antrean")
    page.get_by_role("link", name="Maju Bersama").click()
    page.get_by_role("radio", name="Kembalikan").check()
    page.get_by_role("checkbox", name="Alamat", exact=True).check()
    page.get_by_label("Penjelasan").fill("Alamat Anda belum lengkap.")
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_role("alert")).to_contain_text("faktor kedua")
    page.get_by_role("link", name="Masukkan kode").click()
    page.get_by_label("Kode dari aplikasi autentikator").fill(recovery_code)
    page.get_by_role("button", name="Lanjutkan", exact=True).click()
    expect(page.get_by_label("Penjelasan")).to_have_value("Alamat Anda belum lengkap.")
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_text("Keputusan tersimpan")).to_be_visible()


def _approve(page: Page, title: str) -> None:
    page.goto("/antrean")
    # The Bureau decides by two: there is a task for each.
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("radio", name="Setujui").check()
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("Keputusan tersimpan")).to_be_visible()


def _promise(page: Page, need: Need, quantity: int) -> None:
    """Go as far as the last look."""
    page.goto(f"/kebutuhan/{id_of(need)}")
    page.get_by_role("link", name="Beri bantuan").click()
    page.get_by_label("Jumlah").fill(f"{quantity}")
    page.get_by_label("Rencana penyaluran").focus()
    expect(page.get_by_text("Komitmen ini dapat diterima.")).to_be_visible()
    page.get_by_role("button", name="Lanjutkan").click()


def _report(page: Page, quantity: int) -> None:
    page.get_by_label("Jumlah").fill(f"{quantity}")
    page.get_by_label("Diterima oleh").fill("Ketua RW")
    page.get_by_label("Bukti penyaluran").set_input_files(
        {"name": "serah-terima.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    )
    expect(page.get_by_text("Terlampir, sudah diperiksa.")).to_be_visible()
    page.get_by_role("button", name="Laporkan").click()
    expect(page.get_by_text(f"{quantity} · Menunggu konfirmasi")).to_be_visible()


LOOKS = [("id", "light"), ("en", "dark")]
PLACES = {
    "giver": (
        "/kebutuhan/{need}",
        "/kebutuhan/{need}/bantu",
        "/komitmen",
        "/komitmen/{pledge}",
        "/permohonan",
        "/akun",
    ),
    "contact": ("/penerimaan", "/komitmen/{pledge}"),
    "verifier": ("/antrean", "/antrean/{task}", "/antrean/tidak-ada"),
    "applicant": ("/permohonan/{application}", "/permohonan/{application}?langkah=periksa"),
}


@pytest.fixture(scope="module")
def things(town: Town) -> dict[str, str]:
    """Return the ids of one of each that a page shows."""
    need = town.open_need()
    pledge = run(lambda: place(acting(town.platform, town.giver), Promise(need.id, town.organisation.id, 5)))
    waiting = a_proposed_need(town.contact, town.unit.id, period=town.period())
    task = Task.get(Task.run.in_(WorkflowRun.select().where(WorkflowRun.subject_id == waiting.id)))
    application = run(lambda: a_draft(acting(town.platform, town.applicant)))
    shown = {"need": need, "pledge": pledge, "task": task, "application": application}
    return {name: id_of(row) for name, row in shown.items()}


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
@pytest.mark.parametrize(("who", "address"), [(who, address) for who, places in PLACES.items() for address in places])
def test_nobody_meets_a_barrier(
    town: Town, things: dict[str, str], who: str, address: str, language: str, scheme: Literal["light", "dark"]
) -> None:
    with town.visit(getattr(town, who), color_scheme=scheme) as page:
        found = address.format(**things)
        page.goto(f"{found}{'&' if '?' in found else '?'}lang={language}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert barriers(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
