"""Workspaces with broken files in them, and findings as the `.expected` files write them."""

from __future__ import annotations

from pathlib import Path

from promisectl.model.finding import Finding
from promisectl.store.locating import Locator
from promisectl.store.reading import Loaded, read_ledgers

HERE = Path(__file__).parent
BROKEN = sorted(HERE.glob("*.yaml"))
GOOD = """\
id: {id}
what: Inspección del vehículo 😀
customer: ana
performer: diego
due: 2026-03-06
state: promised
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00-03:00
  terms: {{what: Inspección del vehículo 😀, performer: diego, due: 2026-03-06}}
- act: agree
  by: diego
  at: 2026-03-02T11:40:00-03:00
"""


def good(name: str) -> str:
    """Return a promise file without a fault."""
    return GOOD.format(id=name)


def write(root: Path, name: str, data: bytes | str) -> Path:
    """Write a file of the ledger `claims`."""
    path = root / "ledgers" / "claims" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(root: Path) -> tuple[Loaded, dict[str, str]]:
    """Read a workspace; return what was loaded, and by file name the findings as text."""
    loaded = read_ledgers(root, "ledgers")
    locator = Locator(root)
    found: dict[str, str] = {}
    for finding in loaded.findings:
        name = finding.path.removeprefix("ledgers/").removeprefix("claims/")
        found[name] = found.get(name, "") + shown(finding, locator)
    return loaded, found


def shown(finding: Finding, locator: Locator) -> str:
    """Return a finding as `LINE:COLUMN CODE what is wrong`, its hint below."""
    place = locator.place(finding.where)
    line = f"{place.line}:{place.column} {finding.code} {finding.note}\n"
    return line + (f"  {finding.help}\n" if finding.help else "")


def found_in(root: Path, name: str, data: bytes | str) -> str:
    """Return the findings of one file, as text."""
    write(root, name, data)
    return read(root)[1].get(name, "")
