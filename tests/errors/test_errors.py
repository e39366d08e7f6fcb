"""Every refusal of format.md, Reading rules: a broken file, and beside it what is found, where, and what to do.

`NAME.expected` holds `LINE:COLUMN CODE what is wrong`, and below it the hint. Columns count code points from 1: where
it matters, an accent and an emoji stand before the fault.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import BROKEN, found_in, good, read, write


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_where_it_is_broken_and_with_a_hint(path: Path, tmp_path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert expected
    assert found_in(tmp_path, path.name, path.read_bytes()) == expected


def test_no_bad_file_hides_another_nor_a_good_one(tmp_path: Path) -> None:
    for number in range(200):
        write(tmp_path, f"clm-{number:08}.yaml", good(f"clm-{number:08}"))
    for path in BROKEN:
        write(tmp_path, path.name, path.read_bytes())
    loaded, found = read(tmp_path)
    assert found == {path.name: path.with_suffix(".expected").read_text(encoding="utf-8") for path in BROKEN}
    assert {promise.id for promise in loaded.promises} >= {f"clm-{number:08}" for number in range(200)}


def test_the_file_that_the_broken_ones_were_made_from_is_good(tmp_path: Path) -> None:
    assert found_in(tmp_path, "clm-k7m2x9qd.yaml", good("clm-k7m2x9qd")) == ""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "path", [path for path in BROKEN if path.stem not in ("empty-file",)], ids=lambda path: path.stem
)
def test_line_ends_and_a_byte_order_mark_move_no_finding(path: Path, ends: str, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", ends.encode())
    assert found_in(tmp_path, path.name, data) == path.with_suffix(".expected").read_text(encoding="utf-8")
