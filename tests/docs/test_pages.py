"""Links lead somewhere, and the pages name only commands and options that exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from docs.transcripts import ROOT, pages
from promisectl.cli.application import application, build
from promisectl.cli.registry import ROWS
from promisectl.formats.translator import Translator

PAGES = sorted({*pages(), *ROOT.glob("*.md"), *(ROOT / "examples").rglob("*.md")})
# Commands that messages and rules speak of already and that are still to come. What comes is taken off this list.
COMING: frozenset[str] = frozenset()
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*$")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines outside fenced blocks, with their numbers."""
    fenced = False
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def anchors(page: Path) -> set[str]:
    """Return the anchors that a git host gives to a page's headings."""
    found: dict[str, int] = {}
    names: set[str] = set()
    for _, line in prose(page):
        heading = _HEADING.match(line)
        if heading:
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).replace("`", "")
            slug = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            count = found.get(slug, 0)
            found[slug] = count + 1
            names.add(f"{slug}-{count}" if count else slug)
        names |= set(re.findall(r'<a (?:id|name)="([^"]+)"', line))
    return names


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for number, line in prose(page):
        for target in _LINK.findall(_CODE.sub("", line)):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.exists() or not file.is_relative_to(ROOT):
                broken.append(f"{name_of(page)}:{number}: {target}: there is no such file")
            elif anchor and file.suffix == ".md" and anchor not in anchors(file):
                broken.append(f"{name_of(page)}:{number}: {target}: there is no such heading")
    assert not broken, "\n".join(broken)


@lru_cache
def command(name: str) -> Any:
    return build(ROWS[name], Translator())


@lru_cache
def options_of(name: str) -> frozenset[str]:
    """Return the options of a command and of the words below it."""
    own = command(name)
    below = getattr(own, "commands", {}).values()
    return frozenset(option for one in (own, *below) for param in one.params for option in param.opts) | ROOT_OPTIONS


ROOT_OPTIONS = frozenset(option for param in application("en").params for option in param.opts) | {
    "--help",
    "--version",
}


def mistakes(text: str) -> Iterator[str]:
    """Yield what is wrong with a command line as a page writes it."""
    try:
        words = shlex.split(text.replace("…", " "), comments=True)
    except ValueError:
        words = text.split()
    for start, word in enumerate(words):
        if word == "promisectl":
            yield from _mistakes(words[start + 1 :])


def _mistakes(words: list[str]) -> Iterator[str]:
    end = next((n for n, word in enumerate(words) if word in ("|", "&&", ";", "||", ">")), len(words))
    words = words[:end]
    name = next((n for n, word in enumerate(words) if not word.startswith("-")), None)
    if name is not None and name and words[name - 1] in ("--root", "--lang", "--by", "--format", "--ledger"):
        name = next((n for n in range(name + 1, len(words)) if not words[n].startswith("-")), None)
    if name is None:
        known, what = ROOT_OPTIONS, "promisectl"
    elif re.fullmatch(r"[A-Z|]+", words[name]) or words[name] in COMING or " ".join(words[name : name + 2]) in COMING:
        return
    elif words[name] not in ROWS:
        yield f"there is no command `{words[name]}`"
        return
    else:
        what = words[name]
        known = options_of(what)
        below = ROWS[what].words
        if below and len(words) > name + 1 and not set(words[name + 1].split("|")) <= {*below, "--help"}:
            yield f"there is no `{what} {words[name + 1]}`"
    for word in words:
        option = word.partition("=")[0]
        if re.fullmatch(r"--[a-z][a-z-]*|-[a-zA-Z]", option) and option not in known:
            yield f"`{what}` has no option {option}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_names_only_commands_and_options_that_exist(page: Path) -> None:
    every = ROOT_OPTIONS.union(*(options_of(name) for name in ROWS))
    wrong = []
    fence = False
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        if line.lstrip().startswith("```"):
            fence = not fence
            continue
        if fence:
            shell = re.match(r"(?:\$ )?(promisectl .*)", line)
            texts = [shell[1]] if shell else []
        else:
            texts = _CODE.findall(line)
        for text in texts:
            found = list(mistakes(text))
            alone = re.fullmatch(r"(--[a-z][a-z-]*)(?:[ =].*)?", text)
            if alone and alone[1] not in every:
                found.append(f"no command has an option {alone[1]}")
            wrong += [f"{name_of(page)}:{number}: {mistake}" for mistake in found]
    assert not wrong, "\n".join(wrong)


def test_what_is_still_to_come_is_not_there() -> None:
    there = {name for row in ROWS.values() for name in (row.name, *(f"{row.name} {word}" for word in row.words))}
    assert not COMING & there


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("promisectl promice ana", "there is no command `promice`"),
        ("promisectl report trends", "there is no `report trends`"),
        ("promisectl check --bass main", "`check` has no option --bass"),
        ("promisectl --root x check --fail-on error", None),
        ("promisectl COMMAND --help", None),
        ("promisectl person add|left HANDLE", None),
        ("cd x && promisectl list is:overdue", None),
        ("promisectl --version", None),
    ],
)
def test_a_mistake_is_found_and_only_a_mistake(text: str, mistake: str | None) -> None:
    assert list(mistakes(text)) == ([mistake] if mistake else [])
