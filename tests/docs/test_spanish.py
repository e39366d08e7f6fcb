"""The Spanish pages keep to the words of the glossary, speak to one person as `tú`, and say where the English is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.test_pages import name_of, prose
from docs.transcripts import ROOT

SPANISH = [ROOT / "README.es.md", *sorted((ROOT / "docs" / "es").glob("*.md"))]
# Words that would blur what the glossary keeps apart, each with the one to use.
WRONG = {
    r"\bacept\w+": "acordar, o recibir conforme",
    r"\bprometid[ao]s?\b": "acordada",
    r"\brechaz\w+": "objetar, o declinar",
    r"\bcancel(ar|a|ada|ó)\b": "liberar",
    r"\bevidencias?\b": "respaldo",
    r"\bcriterios?\b": "condiciones de satisfacción",
    r"\bproveedor(a|es)?\b": "responsable",
    r"\bfecha límite\b": "vencimiento",
    r"\busted\b": "tú",
    r"\bvos\b": "tú",
}
# The glossary names the first two in order to refuse them.
NAMES_THEM = {"docs/es/glosario.md"}


@pytest.mark.parametrize("page", SPANISH, ids=name_of)
def test_a_spanish_page_keeps_to_the_glossary(page: Path) -> None:
    wrong = [] if name_of(page) not in NAMES_THEM else ["acept", "prometid"]
    found = []
    for number, line in prose(page):
        told = re.sub(r"`[^`]*`", "", line).lower()
        for word, better in WRONG.items():
            match = re.search(word, told)
            if match and not any(match[0].startswith(known) for known in wrong):
                found.append(f"{name_of(page)}:{number}: “{match[0]}”: say {better}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", SPANISH, ids=name_of)
def test_a_spanish_page_that_has_an_english_one_says_where(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "[In English](" in text or page.stem == "comandos"


def test_every_spanish_page_is_on_the_spanish_index() -> None:
    index = (ROOT / "docs" / "es" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in SPANISH[1:] if page.name != "README.md" and f"]({page.name})" not in index] == []


def test_every_page_is_on_the_english_index() -> None:
    docs = ROOT / "docs"
    index = (docs / "README.md").read_text(encoding="utf-8") + (docs / "decisions" / "README.md").read_text(
        encoding="utf-8"
    )
    pages = [page for page in docs.rglob("*.md") if page.name != "README.md" and not page.is_relative_to(docs / "es")]
    missing = [name_of(page) for page in pages if not re.search(rf"\]\((?:[\w-]+/)?{page.name}\)", index)]
    assert missing == [], "run `python scripts/reference.py write`"
