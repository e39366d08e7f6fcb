"""Hostile texts, and workspaces full of them.

`texts(count, seed)` returns texts that want to be more than text: for a terminal, a CI runner, Markdown and its hosts,
HTML, XML, a spreadsheet. `lawful(folder, texts)` writes a promise for each, with the text wherever a free text may
stand; `lawless(folder, texts)` files in which the text is itself what is wrong; `rewritten(texts)` is a history for
`git fast-import` in which authors of such names take acts of such words away.
"""

from __future__ import annotations

import random
from pathlib import Path

PIECES = (
    # a terminal
    "\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07", "\x1b]0;title\x07", "\x9b31m", "\x90x\x9c",
    "\x07", "\x08\x08\x08", "\r", "\t", "\n", "\x00", "\x7f", "\x85", "\u2028", "\u2029", "\x1bc", "\r\n",
    # what is seen is not what is there
    "\u202egnp.exe\u202c", "\u2066x\u2069", "\u200f", "\u200b", "\u00ad", "\ufeff", "\U000e0041", "\u2062", "\ufff9",
    # Rich
    "[bold]", "[/bold]", "[/]", "[link=https://evil.example]x[/link]", "[red on white]", ":smile:",
    # CI runners
    "::set-output name=x::y", "::stop-commands::x", "::error::x", "::add-mask::a", "##[error]x", "##[add-mask]a",
    "##vso[task.setvariable variable=a]b", "%0A::warning::x", "%0D%0A", "%25", "::", " ::debug::x", "\n::debug::x",
    "\u3000::notice::x", "section_start:0:x",
    # Markdown and its hosts
    "@ana", "@org/team", "#12", "GH-1", "!3", "owner/repo#4", "[x](https://evil.example)", "![x](https://evil.example/a.png)",
    "<https://evil.example>", "https://evil.example", "www.evil.example", "a@evil.example", "mailto:a@evil.example",
    "`code`", "``", "`", "```", "~~~", "**b**", "__b__", "_i_", "~~s~~", "|", "\\", "\\|", "> q", "- x", "+ x", "1. x", "1) x",
    "# h", "===", "---", "[x]: https://evil.example", "[^1]", "&lt;", "&#64;ana", "&copy;", "    code", "$x$", "\\@ana",
    # HTML and XML
    "<b>", "</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<![CDATA[", "]]>", "<?php",
    "</failure>", "&", "\"", "'", "\ufffd",
    # a spreadsheet
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "\uff1d1+1", " =1+1", "\t=1", ",", ";", "\",\"",
    # a message of promisectl, of SARIF, of Python
    "{0}", "{id}", "{{", "%s", "%(x)s", "}", "\\x1b", "\\u202e",
    # letters
    "ñ", "漢字", "e\u0301", "👩\u200d🔧", "🇨🇱", "ﷺ", "\u0e33", "a" * 300, "word", "asap", "10",
)  # fmt: skip


PEOPLE = "people:\n  ana: {name: Ana}\n  diego: {name: Diego}\n"


def texts(count: int, seed: int = 1) -> list[str]:
    """Return so many texts: each piece alone first, then pieces in a row; one is very long."""
    chance = random.Random(seed)
    found = list(PIECES) if seed == 1 else []
    found.append("x" * 5000 + "\x1b]8;;https://evil.example\x07" + "@ana " * 500)
    while len(found) < count:
        pieces = chance.choices(PIECES, k=chance.randint(2, 6))
        found.append(chance.choice(("", " ", "")).join(pieces))
    return [text if text.strip() else f"{text}x" for text in found[:count]]


def quoted(text: str) -> str:
    """Return a text as a scalar of YAML that reads as that text; what a reader refuses raw is escaped."""
    return '"' + "".join(_letter(letter) for letter in text) + '"'


def _letter(letter: str) -> str:
    code = ord(letter)
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def name_of(index: int) -> str:
    return f"clm-hostile{index:05}"


def lawful(folder: Path, told: list[str]) -> None:
    """Write a promise for each text, delivered and rejected, warned of and renegotiated, all in those words."""
    ledger = folder / "ledgers" / "claims"
    ledger.mkdir(parents=True, exist_ok=True)
    for index, text in enumerate(told):
        (ledger / f"{name_of(index)}.yaml").write_text(_promise(name_of(index), quoted(text)))
    people = [
        f"  p{index}: {{name: {quoted(text)}, emails: [{quoted(text)}], area: claims}}"
        for index, text in enumerate(told)
    ]
    (folder / "ledgers" / "people.yaml").write_text(
        "\n".join(["people:", "  ana: {name: Ana}", "  diego: {name: Diego}", *people, "areas:"])
        + f"\n  claims: {{name: {quoted(told[0])}, leads: [ana]}}\n"
    )


def _promise(id: str, text: str) -> str:
    return f"""\
id: {id}
what: {text}
customer: ana
performer: diego
due: 2026-03-06
criteria: [{text}, photos]
tags: [{text}]
segment: {text}
channel: {text}
fallback: {text}
notes: {text}
links: {{report: {text}}}
x-own: {text}
state: promised
history:
- {{act: request, by: ana, at: 2026-03-02, via: {text}, note: {text}, why: {text}, terms: {{what: {text}, performer: diego, due: 2026-03-06, criteria: [{text}, photos]}}}}
- {{act: agree, by: diego, at: 2026-03-02, understood: {text}, note: {text}}}
- {{act: warn, by: diego, at: 2026-03-03, help: {text}, note: {text}, reason: supplier, forecast: 2026-03-11}}
- {{act: deliver, by: diego, at: 2026-03-04, evidence: [{text}], note: {text}}}
- {{act: reject, by: ana, at: 2026-03-05, unmet: [{text}], note: {text}}}
- {{act: note, by: ana, at: 2026-03-05, kind: comment, note: {text}, evidence: [{text}]}}
- {{act: renegotiate, by: diego, at: 2026-03-05, reason: supplier, note: {text}, terms: {{what: {text[:-1]}!"}}}}
"""


def rewritten(told: list[str]) -> bytes:
    """Return a history, for `git fast-import`: acts of these texts come, then authors of these texts take them away."""
    files = {
        "promisectl.yaml": "format: 1\ntimezone: UTC\ndefault-ledger: claims\npolicy: {trust: author}\n",
        "ledgers/people.yaml": "people:\n  ana: {emails: [ana@example.com]}\n  diego: {emails: [diego@example.com]}\n",
    }
    acts = {index: _raw_act(quoted(text)) for index, text in enumerate(told)}
    whole = {index: _requested(name_of(index)) for index, _ in enumerate(told)}
    paths = {index: f"ledgers/claims/{name_of(index)}.yaml" for index in whole}
    stream = [
        _commit("Ana", "ana@example.com", "all of it", {**files, **{paths[i]: whole[i] + acts[i] for i in whole}})
    ]
    for index, text in enumerate(told):
        who = "".join(letter for letter in text if letter not in "<>\n\0")[:200]
        stream.append(_commit(who, who, f"{text}\n\nAgreed-by: {text}\n", {paths[index]: whole[index]}))
    return b"".join(stream)


def _requested(id: str) -> str:
    """Return a promise of few words: a history of them is read again and again."""
    return (
        f"id: {id}\nwhat: Inspect\ncustomer: ana\nperformer: diego\nstate: requested\nhistory:\n"
        "- {act: request, by: ana, at: 2026-03-02, terms: {what: Inspect, performer: diego}}\n"
    )


def _raw_act(text: str) -> str:
    return f"- {{act: {text}, by: {text}, at: {text}, note: {text}}}\n"


def _commit(name: str, email: str, message: str, files: dict[str, str]) -> bytes:
    who = f"{name} <{email}> 1773100800 +0000"
    said = message.replace("\0", "").encode("utf-8", "replace")
    lines = [f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata {len(said)}\n".encode(), said, b"\n"]
    for path, text in files.items():
        lines.append(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n".encode())
    return b"".join(lines)


def kept(folder: Path, told: list[str]) -> None:
    """Write a closed promise for each text, all in those words."""
    empty(folder, told)
    for index, text in enumerate(told):
        (folder / "ledgers" / "claims" / f"{name_of(index)}.yaml").write_text(_kept(name_of(index), quoted(text)))


def _kept(id: str, text: str) -> str:
    return f"""\
id: {id}
what: {text}
customer: ana
performer: diego
due: 2026-03-06
criteria: [{text}]
state: accepted
history:
- {{act: request, by: ana, at: 2026-03-02, terms: {{what: {text}, performer: diego, due: 2026-03-06, criteria: [{text}]}}}}
- {{act: agree, by: diego, at: 2026-03-02, note: {text}}}
- {{act: deliver, by: diego, at: 2026-03-04, evidence: [{text}]}}
- {{act: accept, by: ana, at: 2026-03-05, note: {text}}}
"""


def few_people(folder: Path, told: list[str]) -> None:
    """Write the lawful promises among two people, whom every command reads."""
    lawful(folder, told)
    (folder / "ledgers" / "people.yaml").write_text(PEOPLE)


def torn(told: list[str]) -> str:
    """Return a promise of many texts as git leaves it where two branches went on differently."""
    first = quoted(told[0])
    told = [quoted(text) for text in told]
    ours = "".join(f"- {{act: note, by: diego, at: 2026-03-03, kind: comment, note: {text}}}\n" for text in told)
    theirs = "".join(f"- {{act: note, by: ana, at: 2026-03-04, kind: comment, note: {text}}}\n" for text in told)
    return f"""\
id: {name_of(0)}
what: {first}
customer: ana
performer: diego
due: 2026-03-06
criteria: [photos]
<<<<<<< HEAD
state: promised
=======
state: declined
>>>>>>> {first}
history:
- {{act: request, by: ana, at: 2026-03-02, terms: {{what: {first}, performer: diego, due: 2026-03-06, criteria: [photos]}}}}
<<<<<<< HEAD
- {{act: agree, by: diego, at: 2026-03-02, note: {first}}}
{ours}=======
- {{act: decline, by: diego, at: 2026-03-03, reason: capacity, note: {first}}}
{theirs}>>>>>>> {first}
"""


def empty(folder: Path, told: list[str]) -> None:
    """Write nobody and nothing: for texts that are typed."""
    (folder / "ledgers" / "claims").mkdir(parents=True)
    (folder / "ledgers" / "people.yaml").write_text(PEOPLE)


def lawless(folder: Path, told: list[str]) -> None:
    """Write files in which the text is an unknown key, a wrong value, an unknown name, a name of a file."""
    ledger = folder / "ledgers" / "claims"
    ledger.mkdir(parents=True, exist_ok=True)
    (folder / "ledgers" / "people.yaml").write_text(PEOPLE)
    for index, text in enumerate(told):
        scalar = quoted(text)
        key, value = (
            (scalar, "x"),
            ("due", scalar),
            ("priority", scalar),
            ("service", scalar),
            ("needs", f"[{scalar}]"),
        )[index % 5]
        (ledger / f"{name_of(index)}.yaml").write_text(
            f"id: {name_of(index)}\nwhat: {scalar}\ncustomer: ana\nperformer: diego\n{key}: {value}\nstate: requested\n"
            f"history:\n- {{act: request, by: ana, at: 2026-03-02, terms: {{what: {scalar}, performer: diego}}}}\n"
            f"- {{act: {scalar}, by: diego, at: 2026-03-02}}\n"
        )
        name = text.replace("/", "_").replace("\0", "_")[:60]
        if name not in (".", "..") and not name.startswith("."):
            (ledger / f"{name}{index}.txt").write_text("stray")
