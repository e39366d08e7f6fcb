"""Characters and sizes that no file may have. The files are made here: no editor should have to show them."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import found_in, good

NAME = "clm-k7m2x9qd"
FILE = f"{NAME}.yaml"
CONTROLS = (0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F)
SEPARATORS = (0x2028, 0x2029)
DIRECTIONS = (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069)
MARKS = (0xFEFF, 0xFFFE, 0xFFFF)
HIDES = "  remove it: it can hide or reorder what people read\n"


def with_title(title: str) -> str:
    return good(NAME).replace("what: Inspección del vehículo 😀\n", f"what: {title}\n", 1)


@pytest.mark.parametrize("code", [*CONTROLS, *SEPARATORS, *DIRECTIONS, *MARKS], ids=lambda code: f"U+{code:04X}")
def test_a_character_that_hides_or_reorders_text_is_refused(code: int, tmp_path: Path) -> None:
    expected = f"2:22 PC101 character U+{code:04X} is not allowed in a ledger\n" + HIDES
    assert found_in(tmp_path, FILE, with_title(f"Inspección ñ 😀 {chr(code)}x")) == expected


@pytest.mark.parametrize("where", ["# a comment {}", "what: '{}'", 'what: "{}"', "{}: x"])
def test_also_in_a_comment_between_quotes_and_in_a_key(where: str, tmp_path: Path) -> None:
    text = f"id: {NAME}\n{where.format(chr(0x202E))}\n"
    assert f"2:{where.index('{}') + 1} PC101 character U+202E is not allowed" in found_in(tmp_path, FILE, text)


def test_an_escape_is_a_text_and_no_character_of_the_file(tmp_path: Path) -> None:
    assert found_in(tmp_path, FILE, with_title('"a bell: \\a"')) == ""


def test_every_bad_character_is_reported(tmp_path: Path) -> None:
    found = found_in(tmp_path, FILE, with_title("a\x07b\x07") + "# \u202e\n")
    assert [line.split(" ")[0] for line in found.splitlines()[::2]] == ["2:8", "2:10", "15:3"]


def test_a_carriage_return_alone_ends_no_line(tmp_path: Path) -> None:
    text = good(NAME).replace("customer: ana\n", "customer: ana\rperformer: eva\n", 1)
    assert found_in(tmp_path, FILE, text) == "3:14 PC101 character U+000D is not allowed in a ledger\n" + HIDES


@pytest.mark.parametrize(
    ("data", "byte"), [(b"Inspecci\xf3n", "f3"), (b"a \xc3", "c3"), (b"\xed\xa0\x80", "ed"), (b"\xc0\xaf", "c0")]
)
def test_what_is_not_utf_8_is_refused_at_its_first_bad_byte(data: bytes, byte: str, tmp_path: Path) -> None:
    place = 7 + {"f3": 8, "c3": 2}.get(byte, 0)
    expected = f"2:{place} PC101 byte 0x{byte} is not UTF-8\n  save the file as UTF-8\n"
    assert found_in(tmp_path, FILE, f"id: {NAME}\nwhat: ".encode() + data + b"\n") == expected


def test_the_column_of_a_bad_byte_counts_code_points(tmp_path: Path) -> None:
    data = f"id: {NAME}\nwhat: ñandú 😀 ".encode() + b"\xff\n"
    assert found_in(tmp_path, FILE, data).startswith("2:15 PC101 byte 0xff is not UTF-8")


def test_utf_16_is_refused(tmp_path: Path) -> None:
    assert found_in(tmp_path, FILE, good(NAME).encode("utf-16")).startswith("1:1 PC101 byte 0xff is not UTF-8")


@pytest.mark.parametrize("style", ["{}", '"{}"', "|\n  {}"])
def test_a_text_over_64_kib_is_refused_and_one_of_64_kib_is_not(style: str, tmp_path: Path) -> None:
    fits = style.format("ñ" * (32 * 1024 - 1) + "x")
    assert found_in(tmp_path, FILE, with_title(fits)) == ""
    expected = "2:7 PC101 a text longer than 64 KiB stands here\n  link to a file instead\n"
    assert found_in(tmp_path, FILE, with_title(style.format("ñ" * (32 * 1024) + "x"))) == expected


def test_a_file_over_1_mib_is_refused_and_one_of_1_mib_is_not(tmp_path: Path) -> None:
    text = good(NAME)
    filled = text + "#" * (1024 * 1024 - len(text.encode()) - 1) + "\n"
    assert found_in(tmp_path, FILE, filled) == ""
    expected = "1:1 PC101 the file is larger than 1 MiB\n  link to a file instead\n"
    assert found_in(tmp_path, FILE, filled + "#") == expected


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", '["', "&a ", "!a "])
def test_a_file_made_to_exhaust_the_reader_is_refused_at_once(opening: str, tmp_path: Path) -> None:
    text = f"id: {NAME}\nwhat: x\nx-deep: " + opening * (900_000 // len(opening))
    assert "PC101" in found_in(tmp_path, FILE, text)


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "<<<<<<<", "=======", ">>>>>>> branch", "||||||| base"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_conflict_marker_is_known_with_any_line_end(marker: str, ends: str, tmp_path: Path) -> None:
    text = good(NAME).replace("state:", f"{marker}\nstate:", 1).replace("\n", ends)
    assert found_in(tmp_path, FILE, text).startswith("6:1 PC101 this is a conflict marker that a merge left here\n")


def test_a_line_of_equal_signs_within_a_text_is_no_conflict_marker(tmp_path: Path) -> None:
    assert found_in(tmp_path, FILE, with_title("|\n  A title\n  =======\n  <<<<<<< HEAD")) == ""
