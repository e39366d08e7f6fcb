"""Every command that a page shows prints what the page shows."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from docs.transcripts import ROOT, BadPage, Page, matches, pages, read_page, run, updated

UPDATE = bool(os.environ.get("UPDATE_TRANSCRIPTS"))
WITH_COMMANDS = [page for page in map(read_page, pages()) if page.commands]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.path.relative_to(ROOT).as_posix())
def test_a_page_shows_what_the_program_prints(page: Page, tmp_path: Path) -> None:
    ran = run(page, tmp_path)
    if UPDATE:
        page.path.write_text(updated(page, ran), encoding="utf-8")
        return
    wrong = [one for one in ran if not one.holds]
    shown = "\n".join(
        "\n".join(
            [
                f"{page.path.relative_to(ROOT)}:{one.command.first + 1}: $ {one.command.text}",
                *difflib.unified_diff(one.command.shown, one.printed, "shown", "printed", lineterm="", n=1),
            ]
        )
        for one in wrong
    )
    assert not wrong, f"\n{shown}\nIf the program is right: UPDATE_TRANSCRIPTS=1 pytest tests/docs"


def _page(tmp_path: Path, text: str) -> Page:
    path = tmp_path / "page.md"
    path.write_text(text)
    return read_page(path)


def test_output_an_exit_code_and_an_elision_are_compared(tmp_path: Path) -> None:
    text = "```console\n$ printf 'a\\nb\\nc\\n'\na\n...\nc\n$ promisectl rule PC999 --quiet\n...\n[exit 2]\n```\n"
    assert all(one.holds for one in run(_page(tmp_path, text), tmp_path / "run"))


def test_one_wrong_letter_is_found(tmp_path: Path) -> None:
    ran = run(_page(tmp_path, "```console\n$ echo good\ngood\n$ echo good\ngoof\n```\n"), tmp_path / "run")
    assert [one.holds for one in ran] == [True, False]


def test_a_command_that_fails_must_say_so() -> None:
    assert not matches([], ["[exit 1]"])
    assert matches(["[exit 1]"], ["[exit 1]"])


def test_the_clock_and_the_folder_last_from_block_to_block(tmp_path: Path) -> None:
    text = (
        "<!-- transcript: now=2026-03-02T09:00:00Z -->\n```console\n$ mkdir a && cd a\n$ echo $PROMISECTL_NOW\n"
        "2026-03-02T09:00:00Z\n```\n<!-- transcript: now=2026-03-03T09:00:00Z user=eva -->\n"
        "```console\n$ echo $PROMISECTL_NOW $USER ${PWD##*/}\n2026-03-03T09:00:00Z eva a\n```\n"
    )
    assert all(one.holds for one in run(_page(tmp_path, text), tmp_path / "run"))


def test_what_was_printed_can_be_written_into_the_page(tmp_path: Path) -> None:
    page = _page(tmp_path, "```console\n$ echo new\nold\n\n$ echo kept\n...\n```\nafter\n")
    after = updated(page, run(page, tmp_path / "run"))
    assert after == "```console\n$ echo new\nnew\n\n$ echo kept\n...\n```\nafter\n"


@pytest.mark.parametrize("command", ["curl example.org", "echo a | sh", "echo 'a"])
def test_a_page_runs_nothing_but_a_few_programs(tmp_path: Path, command: str) -> None:
    with pytest.raises(BadPage):
        _page(tmp_path, f"```console\n$ {command}\n```\n")


def test_other_blocks_are_not_run(tmp_path: Path) -> None:
    assert _page(tmp_path, "```sh\n$ rm -rf /\n```\n").commands == []
