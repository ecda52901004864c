"""The built page in a real browser: what only a browser can tell."""

import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from server.web.page import BUILT
from tests.web.conftest import barriers
from tests.web.page_app import build_page_app, served

ADDRESSES = ("/", "/?tampil=tabel", "/wilayah/31.71.03", "/wilayah/99", "/masuk", "/daftar", "/tidak-ada")


@pytest.fixture(scope="module")
def app(built: Path) -> Flask:
    return build_page_app(built)


@pytest.fixture(scope="module")
def origin(app: Flask) -> Iterator[str]:
    with served(app) as found:
        yield found


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, origin: str, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(base_url=origin, viewport={"width": 1100, "height": 900}, locale="id-ID")
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(f"{error}"))
    yield opened
    context.close()


def test_the_policy_allows_all_that_the_page_does(page: Page, complaints: list[str]) -> None:
    for address in ("/", "/?lang=en", "/wilayah/31.71.03"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert complaints == []


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["", "en"])
def test_nothing_overflows_the_smallest_phone(page: Page, address: str, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(_in(address, language))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_no_barrier(browser: Browser, origin: str, address: str, language: str, scheme: str) -> None:
    # Axe is injected as an inline script, which the policy rightly forbids.
    context = browser.new_context(
        base_url=origin, bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(_in(address, language))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    found = barriers(page)
    context.close()
    assert found == []


def test_the_map_is_one_stop_moved_by_arrows_and_opened_by_enter(page: Page) -> None:
    page.goto("/")
    tiles = page.locator("a.tile")
    expect(tiles).to_have_count(44)
    assert page.locator('a.tile[tabindex="0"]').count() == 1
    page.get_by_label("Gambir: 0 kebutuhan").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Kemayoran: 2 kebutuhan, Rp750.000 belum disalurkan")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/wilayah/31.71.03")
    expect(page.get_by_role("heading", name="Kemayoran", level=1)).to_be_visible()
    expect(page.locator("main")).to_be_focused()


def test_the_view_stands_in_the_address_and_back_returns(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Tabel").click()
    expect(page).to_have_url("/?tampil=tabel")
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(45)
    page.get_by_role("link", name="Cakung").click()
    expect(page).to_have_url("/wilayah/31.75.06")
    page.go_back()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator("a.tile")).to_have_count(0)


def test_english_is_kept_from_page_to_page(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who needs what, where, today")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_label("Kemayoran: 2 needs").click()
    expect(page).to_have_url("/wilayah/31.71.03?lang=en")


def test_a_failing_api_says_what_to_do_and_recovers(page: Page, app: Flask) -> None:
    app.config["BROKEN"] = True
    try:
        page.goto("/")
        alerts = page.get_by_role("alert")
        # The figures with the map, and the needs: each says so where it would stand.
        expect(alerts).to_have_count(2)
        expect(alerts.first).to_contain_text("Layanan sedang bermasalah")
        expect(alerts.first).to_contain_text("abc123")
    finally:
        app.config["BROKEN"] = False
    alerts.first.get_by_role("button", name="Coba lagi").click()
    expect(page.locator("a.tile")).to_have_count(44)
    expect(alerts).to_have_count(1)
    alerts.first.get_by_role("button", name="Coba lagi").click()
    expect(alerts).to_have_count(0)


def test_a_lost_connection_is_told_apart(page: Page) -> None:
    page.goto("/")
    expect(page.locator("a.tile")).to_have_count(44)
    page.context.set_offline(True)
    page.get_by_label("Kemayoran: 2 kebutuhan").click()
    # The page's chunk or its data: either way the reader learns of the connection.
    expect(page.get_by_role("alert").first).to_contain_text("Sambungan terputus")


def test_an_unknown_address_is_a_404_with_a_way_home(page: Page) -> None:
    answer = page.goto("/tidak-ada")
    assert answer is not None
    assert answer.status == 404
    page.get_by_role("main").get_by_role("link", name="Ke beranda").click()
    expect(page).to_have_url("/")


def test_signing_in_goes_by_password_and_second_factor(page: Page) -> None:
    page.goto("/masuk?ke=/wilayah/31.71.03")
    page.get_by_role("button", name="Masuk").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Isi kata sandi Anda.")
    page.get_by_label("Alamat surel").fill("sari@contoh.id")
    page.get_by_label("Kata sandi", exact=True).fill("salah")
    page.get_by_role("button", name="Masuk").click()
    expect(summary).to_contain_text("Ditolak: SignInFailedError")
    expect(page.get_by_label("Alamat surel")).to_have_value("sari@contoh.id")
    page.get_by_label("Kata sandi", exact=True).fill("rahasia sekali")
    page.get_by_role("button", name="Masuk").click()
    code = page.get_by_label("Kode dari aplikasi autentikator")
    code.fill("000000")
    page.get_by_role("button", name="Lanjutkan", exact=True).click()
    expect(code).to_have_attribute("aria-invalid", "true")
    page.get_by_role("alert").get_by_role("link").click()
    expect(code).to_be_focused()
    code.fill("123 456")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/wilayah/31.71.03")
    page.reload()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Masuk")).to_be_visible()
    expect(page).to_have_url("/")


@pytest.mark.parametrize("target", ["https://contoh.id/", "//contoh.id", "/\\contoh.id"])
def test_signing_in_leads_to_no_other_site(page: Page, origin: str, target: str) -> None:
    page.goto(f"/masuk?ke={target}")
    page.get_by_label("Alamat surel").fill("sari@contoh.id")
    page.get_by_label("Kata sandi", exact=True).fill("rahasia sekali")
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("button", name="Lanjutkan tanpa kode").click()
    expect(page).to_have_url(f"{origin}/")


def test_a_fault_stands_beside_its_field_and_in_the_summary(page: Page) -> None:
    page.goto("/daftar")
    page.get_by_label("Nama Anda").fill("Sari Wulandari")
    page.get_by_label("Alamat surel").fill("sari@contoh.id")
    page.get_by_label("Kata sandi", exact=True).fill("pendek")
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_text("Ditolak: InvalidInputError")).to_have_count(2)
    page.get_by_label("Kata sandi", exact=True).fill("cukup panjang")
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa surel Anda")


def test_a_mailed_link_works_after_a_click_and_leaves_the_address(page: Page, origin: str) -> None:
    page.goto("/masuk#verify=good")
    expect(page).to_have_url(f"{origin}/masuk")
    page.get_by_role("button", name="Konfirmasi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Akun Anda aktif")


def test_the_first_load_is_small_and_stands_still(page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda one: sizes.update({one.url: one.sizes()["responseBodySize"]}))
    page.goto("/")
    expect(page.locator("a.tile")).to_have_count(44)
    shift = page.evaluate(
        "new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce("
        "(sum, entry) => sum + entry.value, 0))).observe({type: 'layout-shift', buffered: true}) ||"
        " setTimeout(() => done(0), 500))"
    )
    assert shift < 0.05
    assert sum(size for url, size in sizes.items() if url.endswith(".js")) <= 25_000
    assert sum(size for url, size in sizes.items() if url.endswith(".css")) <= 8_000
    assert len(sizes) <= 14


def test_no_chunk_of_the_page_is_large() -> None:
    built = {path.name: path.stat().st_size for path in (BUILT / "assets").glob("*.js.gz")}
    assert built
    assert {name: size for name, size in built.items() if size > 25_000} == {}


def test_no_chunks_of_the_page_import_each_other() -> None:
    # One of the two would run before what it imports is there, which happens in some browsers on some visits.
    imports = {
        path.name: re.findall(r'(?:from|import)"\./([\w-]+\.js)"', path.read_text(encoding="utf-8"))
        for path in (BUILT / "assets").glob("*.js")
    }
    assert any(imports.values())
    TopologicalSorter(imports).prepare()


def _in(address: str, language: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={language}" if language else address
