"""What is not a promise file: links, pipes, strays, folders that are too full. All of it is found, none skipped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from broken import good, read, write

from promisectl.store import locating, reading, walking

ID = "clm-k7m2x9qd"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one good promise."""
    write(tmp_path, f"{ID}.yaml", good(ID))
    return tmp_path


def found(root: Path) -> dict[str, str]:
    loaded, findings = read(root)
    assert ID in [promise.id for promise in loaded.promises]
    return findings


NOT_REGULAR = "1:1 PC101 this is not a regular file\n  put a regular file of that name here\n"
LINK = "1:1 PC101 this is a symbolic link; only regular files are read\n  put the file itself here\n"
STRAY = "1:1 PC109 every file below a ledger is a promise file or a pack, named *.yaml\n"


def test_a_linked_file_is_refused_wherever_it_leads(root: Path) -> None:
    claims = root / "ledgers" / "claims"
    (claims / "clm-00000002.yaml").symlink_to(claims / f"{ID}.yaml")
    (claims / "clm-00000003.yaml").symlink_to("/nowhere")
    (claims / "clm-00000004.yaml").symlink_to(claims)
    (claims / "passwords.txt").symlink_to("/etc/passwd")
    assert found(root) == {
        "clm-00000002.yaml": NOT_REGULAR,
        "clm-00000003.yaml": NOT_REGULAR,
        "clm-00000004.yaml": NOT_REGULAR,
        "passwords.txt": LINK,
    }


def test_a_linked_folder_is_refused_also_one_that_leads_to_itself(root: Path) -> None:
    claims = root / "ledgers" / "claims"
    (claims / "loop").symlink_to(claims)
    (root / "ledgers" / "other").symlink_to(claims)
    assert found(root) == {"loop": LINK, "other": LINK}


def test_pipes_and_sockets_are_refused_without_waiting_for_them(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = root / "ledgers" / "claims"
    os.mkfifo(claims / "clm-00000002.yaml")
    os.mkfifo(claims / "clm-00000003.yaml")
    held = os.open(claims / "clm-00000003.yaml", os.O_RDWR)
    os.write(held, good("clm-00000003").encode())
    monkeypatch.chdir(claims)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind("clm-00000004.yaml")
    try:
        assert found(root) == {f"clm-0000000{number}.yaml": NOT_REGULAR for number in (2, 3, 4)}
    finally:
        os.close(held)
        listening.close()


@pytest.mark.parametrize(
    "name", ["README.md", "notes~", "clm-00000002.yaml.orig", "x.bak", "Thumbs.db", "a/b/scan.pdf"]
)
def test_what_holds_no_promise_is_a_warning_and_counts_as_no_bad_file(root: Path, name: str) -> None:
    write(root, name, "x")
    loaded, _ = read(root)
    assert [finding.severity for finding in loaded.findings] == ["warning"]
    assert (loaded.bad_paths, loaded.grave) == (frozenset(), [])


@pytest.mark.parametrize("name", ["claims/clm-00000002.yml", "clm-00000002.yaml", "Sales Team/clm-00000002.yaml"])
def test_what_may_hold_a_promise_that_nobody_reads_is_an_error(root: Path, name: str) -> None:
    write(root, f"../{name}", good("clm-00000002"))
    loaded, _ = read(root)
    assert [finding.severity for finding in loaded.findings] == ["error"]
    assert len(loaded.bad_paths) == 1


def test_a_stray_file_is_found_and_yml_is_told_its_right_name(root: Path) -> None:
    write(root, "readme.md", "# notes\n")
    write(root, "clm-00000002.yml", good("clm-00000002"))
    write(root, "2026/03/scan.pdf", b"%PDF")
    (root / "ledgers" / "budget.yaml").write_text("x: 1\n")
    assert found(root) == {
        "readme.md": STRAY + "  move it out of the ledgers folder\n",
        "clm-00000002.yml": STRAY + "  rename it to end in .yaml\n",
        "2026/03/scan.pdf": STRAY + "  move it out of the ledgers folder\n",
        "budget.yaml": STRAY + "  move it into a ledger: a folder below this one\n",
    }


def test_subfolders_are_read_and_what_begins_with_a_dot_is_not(root: Path) -> None:
    write(root, "2026/03/clm-00000002.yaml", good("clm-00000002"))
    write(root, ".hidden/broken.yaml", "{")
    write(root, ".broken.yaml", "{")
    write(root, ".promisectl-abc.tmp", "{")
    loaded, findings = read(root)
    assert findings == {}
    assert [promise.id for promise in loaded.promises] == ["clm-00000002", ID]


def test_a_ledger_whose_name_is_none_is_found(root: Path) -> None:
    (root / "ledgers" / "Sales Team").mkdir()
    assert found(root) == {"Sales Team": "1:1 PC109 a ledger's name is made of a-z, 0-9 and -\n  rename the folder\n"}


@pytest.mark.parametrize("where", ["full", "full/deeper"])
def test_a_folder_with_too_many_entries_is_refused_and_the_others_are_read(
    root: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "FOLDER_LIMIT", 5)
    for number in range(6):
        write(root, f"{where}/clm-{number:08}.yaml", good(f"clm-{number:08}"))
    expected = "1:1 PC101 more than 5 entries in one folder\n  spread them over subfolders\n"
    assert found(root) == {where: expected}


def test_folders_nested_without_end_are_refused(root: Path) -> None:
    deep = "/".join(["d"] * 34)
    write(root, f"{deep}/clm-00000002.yaml", good("clm-00000002"))
    expected = "1:1 PC101 nested deeper than 32 levels\n  move it out of the ledgers folder\n"
    assert found(root) == {"/".join(["d"] * 33): expected}


def test_a_pack_over_its_limit_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reading, locating):
        monkeypatch.setattr(module, "PACK_LIMIT", 1 << 20)
    write(root, "settled/2026-Q1.yaml", "---\n" + good("clm-00000002") + "#" * (1 << 20))
    expected = "1:1 PC101 the file is larger than 1 MiB\n  link to a file instead\n"
    assert found(root) == {"settled/2026-Q1.yaml": expected}


READ_AS_NOBODY = """
import os, sys
import promisectl.yamltext.pure, promisectl.yamltext.syntax  # later nobody may not look where they come from
from broken import read
from pathlib import Path
root = Path(sys.argv[1])
read(root)  # imports everything while it may
os.setgroups([]); os.setgid(65534); os.setuid(65534)
loaded, found = read(root)
for name in sorted(found):
    print(name, found[name], end="")
print(len(loaded.promises))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_what_may_not_be_opened_is_found_and_the_others_are_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        write(root, f"{ID}.yaml", good(ID))
        write(root, "clm-00000002.yaml", good("clm-00000002")).chmod(0)
        (root / "ledgers" / "claims" / "shut").mkdir(mode=0)
        run = subprocess.run(
            [sys.executable, "-c", READ_AS_NOBODY, folder],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    assert run.stdout == (
        "clm-00000002.yaml 1:1 PC101 the file cannot be opened: Permission denied\n  check its permissions\n"
        "shut 1:1 PC101 the folder cannot be read: Permission denied\n  check its permissions\n"
        "1\n"
    )
