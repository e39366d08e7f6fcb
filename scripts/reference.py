"""The generated parts of the pages in docs: `reference.py write` makes them, `reference.py check` says which are stale.

A page is prose with blocks in it. What stands between `<!-- generated: NAME -->` and `<!-- /generated -->` is made
here from the program itself, by the function of that name in BLOCKS; everything else on the page is written by hand.
The manual page of manpage.py is made alike, the JSON Schemas whole. A new block is one function and one line in BLOCKS.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import completions
from commandline import Section, argument, default, kind, metavar, sections, shared
from manpage import pages as man_pages

from promisectl.app.check.rules import pages
from promisectl.app.schema.all import names, schema
from promisectl.cli.printed import schema_of
from promisectl.cli.registry import GROUPS, ROWS, words_of
from promisectl.formats.rule_page import rule_markdown
from promisectl.formats.translator import NAMES, Translator
from promisectl.lifecycle.standing import Role
from promisectl.lifecycle.table import MOVES, NOTE, Move
from promisectl.metrics.registry import IDS
from promisectl.model.act import Verb
from promisectl.model.acts import ACT
from promisectl.model.codes import CODES
from promisectl.model.terms import key_of
from promisectl.model.vocabulary import REASONS
from promisectl.query.fields import FIELDS
from promisectl.reports.groupings import GROUPINGS

DOCS = Path(__file__).resolve().parent.parent / "docs"
REFERENCE = DOCS / "reference"
SCHEMAS = REFERENCE / "schemas"
_BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n)(.*?)(<!-- /generated -->)", re.DOTALL)
EN, ES = Translator("en"), Translator("es")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    return f"`{text}`"


# The law

_WHO = {
    Role.CUSTOMER: "customer",
    Role.PERFORMER: "performer",
    Role.OBSERVER: "anybody registered",
    Role.PARTY: "whoever must still agree",
    Role.PROPOSER: "who proposed",
}


def moves() -> str:
    rows: dict[tuple[str, str, str, str, str], list[str]] = {}
    for move in MOVES:
        before, after = (str(state or "–") for state in (move.before, move.after))
        does = _does(move)
        rows.setdefault((before, move.verb, after, ", ".join(move.needs) or "–", does), []).append(_WHO[move.role])
    lines = [
        (code(before) if before != "–" else "–", code(verb), _who(who), code(after), needs, does)
        for (before, verb, after, needs, does), who in rows.items()
    ]
    note = ("any", code("note"), _who([_WHO[move.role] for move in NOTE]), "the same", "note", _does(NOTE[0]))
    return table(("from", "act", "who", "to", "must carry", "does"), [*lines, note])


def _who(who: Sequence[str]) -> str:
    anybody = _WHO[Role.OBSERVER]
    return anybody if anybody in who else " or ".join(dict.fromkeys(who))


def _does(move: Move) -> str:
    return _first_paragraph(move.does.__doc__ or "")


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().partition("\n\n")[0].split()).rstrip(".")


def act_keys() -> str:
    rows = [(code(verb), ", ".join(code(key_of(name)) for name in ACT[verb].keys) or "–") for verb in Verb]
    return table(("act", "its own keys"), rows)


def reasons() -> str:
    return ", ".join(code(reason) for reason in REASONS) + "."


# The findings

_TIERS = {
    "PC1": "Form",
    "PC2": "Law",
    "PC3": "Time",
    "PC4": "Change",
    "PC5": "Trust",
    "PC6": "Quality",
    "PC7": "Goals",
}


def code_list() -> str:
    found = {page.code: page for page in pages()}
    rows = [
        (f"[{one}]({_anchor(one, row.name)})", row.name, row.severity.value, _TIERS[one[:3]].lower(), str(row.title))
        for one, row in CODES.items()
        if one in found
    ]
    return table(("code", "name", "severity", "about", "message"), rows)


def _anchor(one: str, name: str) -> str:
    return f"#{one.lower()}-{name}"


def code_pages() -> str:
    return "\n\n".join(rule_markdown(page, Translator()) for page in pages())


# The command line


def commands() -> str:
    found = list(sections(EN))
    parts = []
    for group, title in GROUPS.items():
        parts.append(f"### {title}")
        parts += [_section(one) for one in found if one.group == group]
    return "\n\n".join(parts)


def _section(one: Section) -> str:
    usage = " ".join(
        ["promisectl", one.name, *map(argument, one.arguments), *(["[OPTIONS]"] if one.command.params else [])]
    )
    parts = [f"#### `{one.name}`", f"```text\n{usage}\n```", one.command.help]
    rows = [(code(metavar(param)), _help(param)) for param in one.arguments]
    rows += [(_option(param), _help(param)) for param in one.options]
    if rows:
        parts.append(table(("argument or option", "what it does"), rows))
    if one.family:
        title = one.family[1]
        parts.append(f"And [{_lower(title)}](#{title.lower().replace(' ', '-')}).")
    return "\n\n".join(parts)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _option(param: Any) -> str:
    names = ", ".join(code(name) for name in sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {code(kind(param))}"


def _help(param: Any) -> str:
    value = default(param)
    return f"{param.help} Default: {code(value)}." if value else param.help


def shared_options() -> str:
    parts = []
    for name, title, options in shared(EN):
        parts.append(f"### {title}")
        parts.append(table(("option", "what it does"), [(_option(one), _help(one)) for one in options]))
        if name != "every":
            parts.append("And the options of every command.")
    return "\n\n".join(parts)


def fields() -> str:
    return ", ".join(code(name) for name in FIELDS) + "."


def groupings() -> str:
    return ", ".join(code(name) for name in GROUPINGS) + "."


def metric_ids() -> str:
    by_name = {name: one.upper() for one, name in IDS.items()}
    return table(("`metric:`", "short"), [(code(name), code(short)) for name, short in by_name.items()])


def commands_in_spanish() -> str:
    parts = []
    for group, title in GROUPS.items():
        rows = [(code(row.name), ES.say(row.help)) for row in ROWS.values() if row.group == group]
        parts += [f"## {ES.say(title)}", table(("comando", "qué hace"), rows)]
    return "\n\n".join(parts)


# The JSON

_READ = {
    "promise": "a promise file; a line of `export jsonl` and `import jsonl`",
    "people": "people.yaml",
    "services": "services.yaml",
    "objectives": "objectives.yaml",
    "settings": "promisectl.yaml",
    "apply-line": "a line that `promisectl apply` reads",
    "approvals": "the file that `--approvals` names",
}


def schema_list() -> str:
    rows = [(f"[{name}](schemas/{name}.schema.json)", _READ.get(name, _printed_by(name))) for name in names()]
    return table(("schema", "of"), rows)


def _printed_by(name: str) -> str:
    if name == "act":
        return "every command that speaks, with `--format json`"
    if name == "error":
        return "any command that cannot go on, with `--format json`"
    commands = [one for row in ROWS.values() for one in words_of(row) if schema_of(one) == name]
    return f"{', '.join(code(f'promisectl {one}') for one in commands)} with `--format json`"


# The words


def words(context: str, columns: tuple[str, str] = ("English", "Spanish")) -> Callable[[], str]:
    def block() -> str:
        rows = [(code(key), ES.name(context, key)) for key in NAMES[context]]
        return table(columns, rows)

    return block


# The index

# What comes first; a page that is not named here comes after, in the order of the names of the files.
_FIRST = {
    "how-to": (
        "keep-promises-day-by-day",
        "renegotiate-early",
        "promise-on-a-condition",
        "record-words-spoken-elsewhere",
    ),
    "explanation": ("why-promises", "two-books", "two-rates", "what-a-ledger-proves"),
}


def listing(folder: str, index: str = "README.md") -> Callable[[], str]:
    """Return a block that lists what a folder has and the index does not name by hand, with titles and first sentences.

    The Spanish index lists only what is written in Spanish.
    """

    def block() -> str:
        home = (DOCS / index).parent
        first = _FIRST.get(folder, ())
        rank = {name: number for number, name in enumerate(first)}
        by_hand = _BLOCK.sub("", (DOCS / index).read_text(encoding="utf-8"))
        found = [*(home / folder).glob("*.md"), *(home / folder).glob("*/README.md")]
        found = [page for page in found if f"({folder}/{page.name})" not in by_hand]
        if index != "README.md":
            found = [page for page in found if "\nlanguage: es\n" in (page.parent / "promisectl.yaml").read_text()]
        pages = sorted(found, key=lambda page: (rank.get(page.stem, len(first)), page))
        return "\n".join(_line(page, f"{folder}/{page.relative_to(home / folder).as_posix()}") for page in pages)

    return block


def _line(page: Path, link: str) -> str:
    """Return a page's title as a link, and the first sentence below it, without links."""
    head, _, rest = page.read_text(encoding="utf-8").partition("\n\n")
    sentence = re.split(r"(?<=[.:!?])\s", " ".join(rest.partition("\n\n")[0].split()))[0].rstrip(":.")
    told = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", sentence)
    return f"- [{head.removeprefix('# ')}]({link})" + ("" if told.startswith("#") else f": {told}.")


BLOCKS: dict[str, Callable[[], str]] = {
    "how-to": listing("how-to"),
    "examples": listing("../examples"),
    "ejemplos": listing("../../examples", "es/README.md"),
    "explanation": listing("explanation"),
    "reference": listing("reference"),
    "moves": moves,
    "act-keys": act_keys,
    "reasons": reasons,
    "code-list": code_list,
    "code-pages": code_pages,
    "commands": commands,
    "comandos": commands_in_spanish,
    "shared-options": shared_options,
    "fields": fields,
    "groupings": groupings,
    "metric-ids": metric_ids,
    "schema-list": schema_list,
    "words-verb": words("verb"),
    "words-state": words("state"),
    "words-overlay": words("overlay"),
    "words-fate": words("fate"),
    "words-due": words("due"),
    "words-role": words("role"),
    **{f"palabras-{one}": words(one, ("clave", "en español")) for one in ("verb", "state", "overlay", "fate", "due")},
}


def fresh_page(text: str) -> str:
    """Return a page with its generated blocks made anew."""
    return _BLOCK.sub(lambda found: f"{found[1]}{BLOCKS[found[2]]()}\n{found[4]}", text)


def wanted() -> dict[Path, str]:
    """Return every generated file, or page with generated blocks, as it ought to be."""
    texts = {page: page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md"))}
    found = {page: fresh_page(text) for page, text in texts.items() if _BLOCK.search(text)}
    for name in names():
        found[SCHEMAS / f"{name}.schema.json"] = json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
    return found | man_pages() | {completions.TABLE: completions.table()}


def stale() -> list[Path]:
    """Return the files that are not as they ought to be, and schemas of nothing."""
    fresh = wanted()
    old = [path for path, text in fresh.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    return old + [path for path in sorted(SCHEMAS.glob("*.json")) if path not in fresh]


def main() -> int:
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "check":
        old = stale()
        for path in old:
            print(f"{path.relative_to(REFERENCE.parent.parent)} is stale: run `python scripts/reference.py write`")
        return 1 if old else 0
    if command == "write":
        old, fresh = stale(), wanted()
        SCHEMAS.mkdir(exist_ok=True)
        for path in old:
            if path in fresh:
                path.write_text(fresh[path], encoding="utf-8")
            else:
                path.unlink()
            print(f"wrote {path.relative_to(REFERENCE.parent.parent)}")
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
