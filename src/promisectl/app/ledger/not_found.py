"""Not found: what to say of a word that is no id here: the ids most like it, and the promises whose title holds it.

Titles are taken from the first lines of the files (`store.peek`): whoever is lost is not kept waiting for a reading of
the whole ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from promisectl.model.folding import fold
from promisectl.model.message import M, Message
from promisectl.model.promise import Promise
from promisectl.model.trouble import Trouble
from promisectl.store.peek import what
from promisectl.store.walking import Entry

SHOWN = 8
LEAST = 3  # letters: fewer stand in every title
NEAR = 3


def unknown_promise(word: str, entries: Mapping[str, Entry], packed: Sequence[Promise] = ()) -> Trouble:
    """Return the trouble of an id that no promise has; it names the nearest ids and the titles that hold the word."""
    titles = {promise.id: str(promise.file.what) for promise in packed}
    titles |= {name: what(entry.full) for name, entry in entries.items()}
    near = nearest_ids(word, list(titles))
    titled = sorted(_titled(word, titles))
    return Trouble(
        M("no promise here is called `{id}`", id=word),
        note=_listed([*near, *(name for name in titled if name not in near)], titles) if titled else None,
        help=_help(near, titled),
        code="unknown-promise",
    )


def nearest_ids(word: str, ids: Sequence[str]) -> list[str]:
    """Return the ids most like a word, the nearest first: as a whole, after the dash, or as they begin."""
    length, word = len(word), word.lower()
    known: dict[str, str] = {}
    for name in ids:
        tail = name.partition("-")[2]
        for key in (name, tail, name[:length], tail[:length]):
            known.setdefault(key, name)
    close = get_close_matches(word, known, NEAR, 0.65)
    return list(dict.fromkeys(known[key] for key in close))


def _titled(word: str, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the ids of the promises whose title holds a word, however it is typed."""
    sought = fold(word.strip())
    if len(sought) >= LEAST:
        yield from (name for name, title in titles.items() if sought in fold(title))


def _listed(names: Sequence[str], titles: Mapping[str, str]) -> Message:
    shown = [f"  {name}  {titles[name]}" for name in names[:SHOWN]]
    if len(names) > SHOWN:
        shown.append(f"  (+{len(names) - SHOWN})")
    return M("{lines}", lines="\n".join(shown) if len(shown) > 1 else shown[0].strip())


def _help(near: Sequence[str], titled: Sequence[str]) -> Message:
    if titled:
        return M("these are about it or are called much like it: use an id, or `promisectl list --all text:WORD`")
    if near:
        return M("did you mean {names}?", names=", ".join(f"`{name}`" for name in near))
    return M("see them with `promisectl list --all`")
