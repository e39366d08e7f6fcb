"""Writing: lock, compare and swap, a temporary file beside it, rename. A refusal or a crash leaves the file as it was."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from promisectl.model.trouble import Conflict, Trouble
from promisectl.store import files
from promisectl.store.files import FileWrite, write_all
from promisectl.store.reading import read_ledgers

OLD, NEW = b"id: clm-k7m2x9qd\nwhat: old\n", b"id: clm-k7m2x9qd\nwhat: new\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger's folder with one file, `a.yaml`."""
    folder = tmp_path / "ledgers" / "claims"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_bytes(OLD)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refused(kind: type[Trouble], *changes: FileWrite) -> Trouble:
    with pytest.raises(kind) as caught:
        write_all(changes)
    return caught.value


# What is written.


def test_a_file_is_replaced_made_and_removed_in_one_writing(folder: Path) -> None:
    (folder / "b.yaml").write_bytes(OLD)
    write_all(
        [
            FileWrite(folder / "a.yaml", OLD, NEW),
            FileWrite(folder / "b.yaml", OLD, None),
            FileWrite(folder / "c.yaml", None, NEW),
        ]
    )
    assert contents(folder) == {"a.yaml": NEW, "c.yaml": NEW}


def test_folders_of_a_new_file_are_made(folder: Path) -> None:
    write_all([FileWrite(folder / "2026" / "03" / "b.yaml", None, NEW)])
    assert contents(folder / "2026" / "03") == {"b.yaml": NEW}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_mode_bits_are_kept(folder: Path, mode: int) -> None:
    (folder / "a.yaml").chmod(mode)
    write_all([FileWrite(folder / "a.yaml", OLD, NEW)])
    assert stat.S_IMODE((folder / "a.yaml").stat().st_mode) == mode


def test_a_new_file_has_the_mode_the_umask_gives(folder: Path) -> None:
    before = os.umask(0o027)
    try:
        write_all([FileWrite(folder / "b.yaml", None, NEW)])
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "b.yaml").stat().st_mode) == 0o640


def test_bytes_are_on_the_disk_before_the_name_points_to_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def watch_fsync(handle: int) -> None:
        story.append("sync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "sync file")
        fsync(handle)

    def watch_replace(self: Path, target: Any) -> Path:
        story.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watch_fsync)
    monkeypatch.setattr(Path, "replace", watch_replace)
    write_all([FileWrite(folder / "a.yaml", OLD, NEW)])
    assert story == ["sync file", "rename", "sync folder"]


# Compare and swap.


@pytest.mark.parametrize("now", [b"id: clm-k7m2x9qd\nwhat: somebody else's\n", b"", OLD + b"\n"])
def test_a_file_that_changed_underneath_is_a_conflict_and_stays(folder: Path, now: bytes) -> None:
    (folder / "a.yaml").write_bytes(now)
    trouble = refused(Conflict, FileWrite(folder / "a.yaml", OLD, NEW))
    assert trouble.exit_code == 4
    assert contents(folder) == {"a.yaml": now}


def test_a_file_that_went_is_a_conflict(folder: Path) -> None:
    (folder / "a.yaml").unlink()
    refused(Conflict, FileWrite(folder / "a.yaml", OLD, NEW))
    assert contents(folder) == {}


def test_a_file_that_became_a_link_is_a_conflict_and_nothing_is_written_through_it(
    folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(OLD)
    (folder / "a.yaml").unlink()
    (folder / "a.yaml").symlink_to(outside)
    refused(Conflict, FileWrite(folder / "a.yaml", OLD, NEW))
    assert (folder / "a.yaml").is_symlink()
    assert outside.read_bytes() == OLD


def test_a_new_file_never_takes_the_place_of_another(folder: Path) -> None:
    refused(Conflict, FileWrite(folder / "a.yaml", None, NEW))
    assert contents(folder) == {"a.yaml": OLD}


def test_nor_of_one_that_came_between_the_look_and_the_writing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = files._stage

    def stage_while_another_writes(*arguments: Any) -> Any:
        (folder / "b.yaml").write_bytes(b"theirs")
        return stage(*arguments)

    monkeypatch.setattr(files, "_stage", stage_while_another_writes)
    refused(Conflict, FileWrite(folder / "b.yaml", None, NEW))
    assert contents(folder) == {"a.yaml": OLD, "b.yaml": b"theirs"}


def test_where_a_file_system_has_no_links_a_new_file_is_renamed_into_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_all([FileWrite(folder / "b.yaml", None, NEW)])
    assert contents(folder) == {"a.yaml": OLD, "b.yaml": NEW}


def test_of_several_files_one_that_changed_stops_them_all(folder: Path) -> None:
    refused(Conflict, FileWrite(folder / "a.yaml", OLD, NEW), FileWrite(folder / "b.yaml", OLD, NEW))
    assert contents(folder) == {"a.yaml": OLD}


# The lock.

HOLD = """
import fcntl, os, sys, time
fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds the folder's lock until its standard input is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process


def test_a_lock_that_another_holds_is_a_conflict_after_a_while(
    folder: Path, held: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "WAIT_FOR_LOCK", 0.1)
    trouble = refused(Conflict, FileWrite(folder / "a.yaml", OLD, NEW))
    assert (trouble.exit_code, str(trouble.help)) == (4, "try again in a moment")
    assert contents(folder) == {"a.yaml": OLD}


def test_a_lock_that_is_let_go_in_time_is_waited_for(folder: Path, held: subprocess.Popen[bytes]) -> None:
    assert held.stdin is not None
    held.stdin.close()
    write_all([FileWrite(folder / "a.yaml", OLD, NEW)])
    assert contents(folder) == {"a.yaml": NEW}


# All or nothing.


def failing_at(number: int, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let the putting in place of the file of that number fail."""
    put, calls = files._put, iter(range(100))

    def sometimes(*arguments: Any) -> None:
        if next(calls) == number:
            raise error
        put(*arguments)

    monkeypatch.setattr(files, "_put", sometimes)


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), OSError(errno.ENOSPC, "No space left")])
def test_when_a_later_file_cannot_be_put_in_place_the_earlier_are_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    (folder / "a.yaml").chmod(0o640)
    (folder / "b.yaml").write_bytes(OLD)
    failing_at(3, monkeypatch, error)
    trouble = refused(
        Trouble,
        FileWrite(folder / "a.yaml", OLD, NEW),
        FileWrite(folder / "b.yaml", OLD, None),
        FileWrite(folder / "c.yaml", None, NEW),
        FileWrite(folder / "d.yaml", None, NEW),
    )
    assert (trouble.code, trouble.exit_code) == ("write", 2)
    assert contents(folder) == {"a.yaml": OLD, "b.yaml": OLD}
    assert stat.S_IMODE((folder / "a.yaml").stat().st_mode) == 0o640


def test_an_interrupt_between_two_files_puts_the_first_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "b.yaml").write_bytes(OLD)
    failing_at(1, monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_all([FileWrite(folder / "a.yaml", OLD, NEW), FileWrite(folder / "b.yaml", OLD, NEW)])
    assert contents(folder) == {"a.yaml": OLD, "b.yaml": OLD}


def test_a_full_disk_is_found_before_any_file_is_touched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    trouble = refused(Trouble, FileWrite(folder / "a.yaml", OLD, NEW))
    assert "No space left" in str(trouble)
    assert contents(folder) == {"a.yaml": OLD}


# A crash.

CRASH = """
import os, sys
from pathlib import Path
from promisectl.store import files
folder = Path(sys.argv[1])
def wait(*_):
    print("ready", flush=True)
    sys.stdin.read()
files._put = wait
files.write_all([files.FileWrite(folder / "a.yaml", (folder / "a.yaml").read_bytes(), b"id: clm-k7m2x9qd\\nwhat: new\\n")])
"""


def test_a_crash_before_the_rename_leaves_the_old_file_and_only_dot_files_beside_it(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CRASH, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
    found = contents(folder)
    assert found.pop("a.yaml") == OLD
    assert list(found.values()) == [NEW]
    assert all(name.startswith(".") for name in found)
    loaded = read_ledgers(folder.parent.parent, "ledgers")
    assert [finding.path for finding in loaded.findings] == ["ledgers/claims/a.yaml"]  # its id is another
    write_all([FileWrite(folder / "a.yaml", OLD, NEW)])  # the dead process holds no lock
    assert (folder / "a.yaml").read_bytes() == NEW


def test_a_reader_sees_the_old_file_or_the_new_at_any_moment(folder: Path) -> None:
    path, texts = folder / "a.yaml", [OLD, NEW * 50_000]
    writer = os.fork()
    if writer == 0:
        try:
            for turn in range(40):
                write_all([FileWrite(path, texts[turn % 2], texts[(turn + 1) % 2])])
        finally:
            os._exit(0)
    seen = set()
    deadline = time.monotonic() + 20
    while os.waitpid(writer, os.WNOHANG) == (0, 0) and time.monotonic() < deadline:
        seen.add(path.read_bytes())
    assert seen <= set(texts)


# What may not be written.

WRITE_AS_NOBODY = """
import os, sys
from pathlib import Path
from promisectl.model.trouble import Trouble
from promisectl.store.files import FileWrite, write_all
import fcntl, tempfile
os.setgroups([]); os.setgid(65534); os.setuid(65534)
folder = Path(sys.argv[1])
for change in (FileWrite(folder / "a.yaml", b"old", b"new"), FileWrite(folder / "b.yaml", None, b"new"),
               FileWrite(folder / "deep" / "c.yaml", None, b"new"), FileWrite(folder / "a.yaml", b"old", None)):
    try:
        write_all([change])
    except Trouble as trouble:
        print(trouble.code, trouble.exit_code, str(trouble).replace(str(folder), "FOLDER"))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_a_folder_that_may_not_be_written_is_a_trouble_that_names_it() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        (Path(name) / "a.yaml").write_bytes(b"old")
        run = subprocess.run(
            [sys.executable, "-c", WRITE_AS_NOBODY, name],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert contents(Path(name)) == {"a.yaml": b"old"}
    assert run.stdout.splitlines() == [
        "write 2 cannot write FOLDER: Permission denied",
        "write 2 cannot write FOLDER: Permission denied",
        "write 2 cannot write FOLDER/deep: Permission denied",
        "write 2 cannot write FOLDER/a.yaml: Permission denied",
    ]


def test_a_file_where_a_folder_should_be_is_a_trouble(folder: Path) -> None:
    trouble = refused(Trouble, FileWrite(folder / "a.yaml" / "b.yaml", None, NEW))
    assert trouble.code == "write"
    assert contents(folder) == {"a.yaml": OLD}


def test_a_folder_that_went_is_a_trouble(folder: Path) -> None:
    trouble = refused(Trouble, FileWrite(folder / "gone" / "a.yaml", OLD, NEW))
    assert trouble.code == "write"
    assert contents(folder) == {"a.yaml": OLD}
