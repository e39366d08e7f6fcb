"""The manual as a site: built offline without a warning, asking nothing of other machines, found by searching."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from docs.transcripts import ROOT

LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "link": "href",
}


def command(target: str) -> list[str]:
    """Return what a target of the Makefile runs."""
    text = (ROOT / "Makefile").read_text()
    site = re.findall(r"^SITE := (.*)$", text, re.MULTILINE)[0].replace("$(BIN)/python", sys.executable)
    return shlex.split(re.findall(rf"^{target}:.*\n\t\$\(SITE\) (.*)$", text, re.MULTILINE)[0].join([site + " ", ""]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, as `make site` builds it."""
    folder = tmp_path_factory.mktemp("site")
    places = {"build/site": str(folder / "site"), "build/site-cache": str(folder / "cache")}
    words = [places.get(word, word) for word in command("site")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return folder / "site"


class Loaded(HTMLParser):
    """Collects what a page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in LOADING and told.get("rel") not in ("canonical", "next", "prev", "search"):
            self.found.append(told.get(LOADING[tag]) or "")


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    remote = []
    for page in site.rglob("*.html"):
        loaded = Loaded()
        loaded.feed(page.read_text(encoding="utf-8"))
        remote += [f"{page.name}: {where}" for where in loaded.found if re.match(r"(?:[a-z]+:)?//", where)]
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        remote += [
            f"{style.name}: {where}"
            for where in re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")]*)", text)
        ]
    assert remote == []


def test_every_page_is_there_in_its_language(site: Path) -> None:
    for source in (ROOT / "docs").rglob("*.md"):
        page = (site / source.relative_to(ROOT)).with_suffix(".html")
        language = "es" if source.is_relative_to(ROOT / "docs" / "es") else "en"
        assert f'<html class="no-js" lang="{language}"' in page.read_text(encoding="utf-8"), page


def test_an_example_is_in_the_language_of_its_settings(site: Path) -> None:
    assert '<html class="no-js" lang="es"' in (site / "examples" / "taller" / "README.html").read_text(encoding="utf-8")
    assert '<html class="no-js" lang="en"' in (site / "examples" / "workshop" / "README.html").read_text(
        encoding="utf-8"
    )


def test_the_scenes_of_transcripts_and_other_remarks_do_not_show(site: Path) -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in (site / "docs").rglob("*.html"))
    assert "transcript: " not in shown
    assert "generated: " not in shown


@pytest.mark.parametrize(
    ("word", "page"), [("renegoti", "docs/how-to/renegotiate-early"), ("vencimiento", "docs/es/glosario")]
)
def test_a_search_finds_pages_in_both_languages(site: Path, word: str, page: str) -> None:
    index = json.loads(
        (site / "searchindex.js").read_text(encoding="utf-8").removeprefix("Search.setIndex(").rstrip(");")
    )
    found = [index[where].get(word, []) for where in ("terms", "titleterms")]
    numbers = [number for one in found for number in (one if isinstance(one, list) else [one])]
    assert page in {index["docnames"][number] for number in numbers}


def test_the_pages_hold_nothing_that_only_the_generator_reads() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    own = re.compile(r"^(?:```+\{|:::|\([\w-]+\)=$)|\{(?:ref|doc|term|abbr|download|numref|any)\}`", re.MULTILINE)
    assert [page.name for page in pages if own.search(page.read_text(encoding="utf-8"))] == []
