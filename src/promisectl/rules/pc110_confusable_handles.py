"""Confusable handles: two handles of people.yaml differ only by case or punctuation.

`ana.rios` and `anarios` are read as one by people, and a word recorded for the wrong one moves somebody else's
promise. A former handle of one person that is the handle of another collides as well.

What to do: rename one of them and keep the old handle in its `formerly`, or, if both are the same person, keep one.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot

CODE = "PC110"
SCOPE = "workspace"

_LEDGER = f"# file: ledgers/claims/clm-k7m2x9qd.yaml\n{example(AGREE)}"

BAD = f"""\
# file: ledgers/people.yaml
people:
  ana: {{name: Ana Ríos}}
  diego: {{name: Diego Soto}}
  di.ego: {{name: Diego Egas}}
{_LEDGER}"""

GOOD = f"""\
# file: ledgers/people.yaml
people:
  ana: {{name: Ana Ríos}}
  diego: {{name: Diego Soto}}
  degas: {{name: Diego Egas}}
{_LEDGER}"""


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each handle, present or former, that looks like one above it of another person."""
    owners: dict[str, tuple[str, str]] = {}
    root = Spot(context.people_path, key=True)
    for handle, person in context.people.by_handle.items():
        names = [(handle, root.at("people", handle))]
        for index, former in enumerate(person.formerly):
            names.append((former, Spot(context.people_path, ("people", handle, "formerly", index))))
        for name, spot in names:
            owner, other = owners.setdefault(_looks(name), (handle, name))
            if owner != handle:
                yield found(
                    CODE,
                    spot,
                    note=M("`{handle}` looks like `{other}`", handle=name, other=other),
                    help=M("rename one, and keep its old handle: `formerly: [{handle}]`", handle=name),
                )


def _looks(handle: str) -> str:
    return "".join(letter for letter in handle.casefold() if letter.isalnum())
