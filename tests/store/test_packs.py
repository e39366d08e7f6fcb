"""Packs: closed promises put away together are read like loose ones, and say where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yamltext.handwriting import Page
from yamltext.test_splice import pages

from promisectl.app.check.workspace import check_workspace
from promisectl.app.ledger.lookup import find_entry
from promisectl.app.ledger.standings import load_snapshot
from promisectl.model.trouble import Trouble
from promisectl.store.packs import empty_pack, placed, read_pack, why_loose, without
from promisectl.store.reading import read_promises
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
    views = {view.id: view for view in load_snapshot(root=root).views}
    assert sorted(views) == ["clm-aaaa1111", "clm-bbbb2222", "clm-cccc3333"]
    assert views["clm-aaaa1111"].promise.path == "ledgers/claims/settled/2026-Q1.yaml"
    assert [views[name].promise.line for name in ("clm-aaaa1111", "clm-bbbb2222")] == [2, 23]
    assert views["clm-bbbb2222"].promise.packed and not views["clm-cccc3333"].promise.packed


def test_both_readers_agree_on_the_lines_of_a_pack(root: Path) -> None:
    pack = root / "ledgers" / "claims" / "settled" / "2026-Q1.yaml"
    fast = [view.promise.line for view in load_snapshot(root=root).views if view.promise.packed]
    pack.write_text(pack.read_text().replace("what: Answer", "notes: 'it''s'\nwhat: Answer", 1))  # a quote in quotes
    exact = [view.promise.line for view in load_snapshot(root=root).views if view.promise.packed]
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
    found = [(f.code, f.where.line) for f in check_workspace(root=root, select=["PC2"]).findings]
    assert found == [("PC201", 40)]


def test_an_id_that_stands_loose_and_packed_is_a_duplicate(root: Path) -> None:
    (root / "ledgers" / "claims" / "clm-aaaa1111.yaml").write_text(CLOSED.format(name="aaaa1111"))
    assert [f.code for f in check_workspace(root=root, select=["PC1"]).findings] == ["PC105"]


def test_a_loose_promise_may_reopen_a_packed_one(root: Path) -> None:
    again = CLOSED.format(name="dddd4444").replace("state: declined", "reopens: clm-aaaa1111\nstate: declined")
    (root / "ledgers" / "claims" / "clm-dddd4444.yaml").write_text(again)
    assert check_workspace(root=root, select=["PC1", "PC2"]).findings == []


# The law of packs: whatever a person wrote comes back byte for byte, and says in the pack what it said alone.

PATH = "ledgers/claims/settled/2026-Q1.yaml"


@pytest.mark.parametrize(
    "examples", [pytest.param(150, id="quick"), pytest.param(3000, id="torture", marks=pytest.mark.torture)]
)
def test_any_handwriting_comes_back_from_a_pack_byte_for_byte(examples: int) -> None:
    @settings(max_examples=examples)
    @given(st.lists(pages(), min_size=1, max_size=4), st.data())
    def law(written: list[tuple[Page, int, int]], data: st.DataObject) -> None:
        chosen = [read(page.data) for page, _, _ in written]
        rows = [(number, raw, file) for number, (raw, file) in enumerate(chosen) if why_loose(raw, file) is None]
        for raw, file in chosen:
            plain = not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and raw.endswith(b"\n")
            assert (why_loose(raw, file) is None) == (plain and not any(x.startswith(b"---") for x in raw.split(b"\n")))
        if not rows:
            return
        once = placed(empty_pack(PATH, "claims"), [], rows)
        assert read_pack(once, PATH, "claims").pieces == tuple(raw for _, raw, _ in rows)
        cut = data.draw(st.sets(st.sampled_from(rows_of(rows))))
        first, then = [row for row in rows if row[0] in cut], [row for row in rows if row[0] not in cut]
        half = placed(empty_pack(PATH, "claims"), [], first)
        assert placed(read_pack(half, PATH, "claims"), [key for key, _, _ in first], then) == once
        assert without(read_pack(once, PATH, "claims"), [rows[0][2].id]) is None  # they all have the same id

    law()


def rows_of(rows: list[tuple[int, bytes, object]]) -> list[int]:
    return [number for number, _, _ in rows]


def read(data: bytes):
    promises, findings = read_promises(data, "ledgers/claims/clm-k7m2x9qd.yaml", "claims")
    assert not findings
    return data, promises[0].file
