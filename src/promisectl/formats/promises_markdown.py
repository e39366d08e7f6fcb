"""Promises as a table in Markdown, for an issue or a page: what, who owes whom, by when, how it stands on that day.

All columns are in CSV and JSON; here a reader gets those that fit beside each other. A promise is a link only where the
settings name a `repository-url`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from promisectl.formats.list_fields import FIELDS, told
from promisectl.formats.markdown import code_span, markdown_escape
from promisectl.formats.phrases import within_words
from promisectl.formats.promise_list import PromiseList
from promisectl.formats.promises_screen import lateness, remarks, standing_text
from promisectl.formats.reader import Reader
from promisectl.formats.tables import markdown_text
from promisectl.formats.translator import Translator
from promisectl.metrics.view import View
from promisectl.model.message import M, Message

# Nothing that could end a link, or be more than an address of a repository.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_WANTED: Mapping[str, Message] = {
    "answer": M("an answer"),
    "proposal": M("a word on the proposal"),
    "verdict": M("a verdict"),
}

Link = Callable[[str], str | None]


def render(listed: PromiseList) -> str:
    """Return a table of the columns that were asked for, else a table with a row for each promise."""
    return _chosen(listed) if listed.columns else _usual(listed)


def _usual(listed: PromiseList) -> str:
    """Return a table with a row for each promise, and a column for the word it waits for where that was asked."""
    words, day, states, wanted, link = listed.words, listed.day, listed.states, listed.wanted, listed.link
    title = M("state on {day}", day=words.day(day)) if states else M("how it stands on {day}", day=words.day(day))
    heads = [M("promise"), M("who owes whom"), M("due"), title, *([M("waits for")] if wanted is not None else [])]
    lines = [[words.say(head) for head in heads], ["---"] * len(heads)]
    lines += [_cells(view, words, states=states, link=link, wanted=wanted) for view in listed.views]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _chosen(listed: PromiseList) -> str:
    """Return a table of the columns that were asked for."""
    heads = [listed.words.say(FIELDS[name].heading) for name in listed.columns]
    return markdown_text(heads, [[told(name, view, listed.words) for name in listed.columns] for view in listed.views])


def _cells(view: View, words: Translator, *, states: bool, link: Link, wanted: Mapping[str, str] | None) -> list[str]:
    what = markdown_escape(words.text(view.terms.what))
    address = link(view.promise.path)
    due = words.day(view.due, None, view.context.zone) if view.due else within_words(view, words) or "–"
    standing = standing_text(view, words) if states else lateness(view, words)
    remark = "; ".join([standing, *(said.text for said in remarks(view, Reader(words)))])
    cells = [
        f"{what if address is None else f'[{what}]({address})'} {code_span(view.id)}",
        f"{markdown_escape(view.performer or '?')} → {markdown_escape(view.customer or '?')}",
        markdown_escape(due),
        markdown_escape(remark),
    ]
    if wanted is not None:
        word = words.say(_WANTED[wanted[view.id]])
        cells.append(f"{markdown_escape(', '.join(view.waiting_for))}: {word}")
    return cells


def link_to(url: object, prefix: str) -> Link:
    """Return what gives the address of a file of the workspace on its host, None where no host is known.

    `url` is the `repository-url` of the settings, `prefix` the way from the repository to the workspace.
    """
    if not isinstance(url, str) or not _ADDRESS.fullmatch(url):
        return lambda path: None
    base = url.rstrip("/").removesuffix(".git")
    host = base.split("/")[2]
    base += "/-/blob/HEAD/" if "gitlab" in host else "/blob/HEAD/"
    return lambda path: base + quote(f"{prefix}/{path}" if prefix else path, safe="/")
