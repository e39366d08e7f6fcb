"""Packs: closed promises put away together are read like loose ones, and say where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from promisectl.app.books import open_books
from promisectl.app.examine import examine
from promisectl.app.lookup import find_entry
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import open_workspace

CLOSED = """id: clm-{name}
what: Answer the insured
customer: ana
performer: diego
due: 2026-03-06
criteria:
- answered in writing
state: declined
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00Z
  terms:
    what: Answer the insured
    performer: diego
    due: 2026-03-06
    criteria: [answered in writing]
- act: decline
  by: diego
  at: 2026-03-02T11:40:00Z
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    settled = tmp_path / "ledgers" / "claims" / "settled"
    settled.mkdir(parents=True)
    (tmp_path / "promisectl.yaml").write_text("format: 1\n")
    (tmp_path / "ledgers" / "people.yaml").write_text("people: {ana: {}, diego: {}}\n")
    pack = "".join("---\n" + CLOSED.format(name=name) for name in ("aaaa1111", "bbbb2222"))
    (settled / "2026-Q1.yaml").write_text(pack)
    (tmp_path / "ledgers" / "claims" / "clm-cccc3333.yaml").write_text(CLOSED.format(name="cccc3333"))
    return tmp_path


def test_a_packed_promise_is_listed_with_the_line_it_begins_at(root: Path) -> None:
    views = {view.id: view for view in open_books(root=root).views}
    assert sorted(views) == ["clm-aaaa1111", "clm-bbbb2222", "clm-cccc3333"]
    assert views["clm-aaaa1111"].promise.path == "ledgers/claims/settled/2026-Q1.yaml"
    assert [views[name].promise.line for name in ("clm-aaaa1111", "clm-bbbb2222")] == [2, 23]
    assert views["clm-bbbb2222"].promise.packed and not views["clm-cccc3333"].promise.packed


def test_both_readers_agree_on_the_lines_of_a_pack(root: Path) -> None:
    pack = root / "ledgers" / "claims" / "settled" / "2026-Q1.yaml"
    fast = [view.promise.line for view in open_books(root=root).views if view.promise.packed]
    pack.write_text(pack.read_text().replace("what: Answer", "priority: 1\nwhat: Answer", 1))  # a typed scalar
    exact = [view.promise.line for view in open_books(root=root).views if view.promise.packed]
    assert fast == [2, 23] and exact == [2, 24]


def test_a_packed_promise_takes_no_acts_and_the_trouble_names_the_command(root: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        find_entry(open_workspace(root), "aaaa")
    assert trouble.value.exit_code == 2
    assert "promisectl unpack clm-aaaa1111" in str(trouble.value.help)


def test_a_finding_in_a_pack_stands_at_its_own_line(root: Path) -> None:
    pack = root / "ledgers" / "claims" / "settled" / "2026-Q1.yaml"
    text = pack.read_text()
    start = text.index("id: clm-bbbb2222")
    pack.write_text(text[:start] + text[start:].replace("act: decline", "act: accept", 1))
    found = [(f.code, f.where.line) for f in examine(root=root, select=["PC2"]).findings]
    assert found == [("PC201", 40)]


def test_an_id_that_stands_loose_and_packed_is_a_duplicate(root: Path) -> None:
    (root / "ledgers" / "claims" / "clm-aaaa1111.yaml").write_text(CLOSED.format(name="aaaa1111"))
    assert [f.code for f in examine(root=root, select=["PC1"]).findings] == ["PC105"]


def test_a_loose_promise_may_reopen_a_packed_one(root: Path) -> None:
    again = CLOSED.format(name="dddd4444").replace("state: declined", "reopens: clm-aaaa1111\nstate: declined")
    (root / "ledgers" / "claims" / "clm-dddd4444.yaml").write_text(again)
    assert examine(root=root, select=["PC1", "PC2"]).findings == []
