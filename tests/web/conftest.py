"""What the tests in a browser share: the built page, the browser, and axe."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from server.web.page import BUILT
from tests.backends.lacking import lacking

AXE = Path(__file__).parents[2] / "frontend_stub" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest) -> Path:
    """Return the folder of the built page."""
    if not (BUILT / "index.html").is_file():
        lacking(request.config, "node", "the page is not built; `make page` builds it")
    return BUILT


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a running Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


def barriers(page: Page) -> Any:
    """Return what axe finds wrong on a page whose context bypasses the policy: axe comes as an inline script."""
    page.add_script_tag(path=AXE)
    return page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
