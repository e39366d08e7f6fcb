"""The object reader: one git that stays, cannot hang, and is gone when its repository is."""

import gc
import os
import shutil
import stat
import subprocess
import sys
import threading
import time

import pytest

from promisectl.git import cat_file
from promisectl.git.objects import blobs, file_at, leaves_at, objects, tree
from promisectl.git.repository import Repository, find_repository
from promisectl.model.trouble import Trouble

from .folders import run, write


def children() -> set[str]:
    """Return the processes that are children of this one, zombies too."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,comm=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True
    )
    return {line.split()[0] for line in listed.stdout.splitlines() if "git" in line}


def git_that(folder, script):
    """Make a `git` that is a script, where `"$git"` is the real one, and return a PATH that has it first."""
    path = write(folder / "bin" / "git", f"#!/bin/sh\ngit={shutil.which('git')}\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"{path.parent}:{os.environ['PATH']}"


@pytest.fixture
def many(repository):
    """The repository with two thousand files and a tree of folders."""
    for number in range(2000):
        write(repository.top / "ledgers" / "many" / f"{number}.yaml", f"text {number}\n" * (number % 50))
    write(repository.top / "ledgers" / "deep" / "er" / "x y.yaml", "deep\n")
    (repository.top / "ledgers" / "link").symlink_to("a.yaml")
    run(repository.top, "add", ".")
    run(repository.top, "commit", "--quiet", "-m", "many")
    return repository


def test_one_process_answers_every_question(many, monkeypatch, tmp_path):
    log = tmp_path / "log"
    monkeypatch.setenv("PATH", git_that(tmp_path, f'echo x >> {log}; exec "$git" "$@"'))
    repository = find_repository(many.top)
    head = repository.head()
    for number in range(20):
        assert file_at(repository, head, f"ledgers/many/{number}.yaml") is not None
        assert repository.resolve("main") == head
    assert len(log.read_text().split()) == 1


def test_what_is_read_is_what_git_shows(many):
    leaves = tree(many, many.head())
    read = blobs(many, [leaf.oid for leaf in leaves.values()])
    assert len(leaves) > 2000
    for path in ("ledgers/many/49.yaml", "ledgers/many/1999.yaml", "ledgers/deep/er/x y.yaml"):
        assert read[leaves[path].oid].decode().strip() == run(many.top, "show", f"HEAD:{path}")
    assert objects(many, read) == read


def test_leaves_are_found_where_the_tree_has_them(many):
    every = tree(many, many.head())
    wanted = ["ledgers/a.yaml", "ledgers/link", "ledgers/deep/er/x y.yaml", "ledgers/many/7.yaml"]
    absent = ["ledgers", "ledgers/deep", "ledgers/b.yaml", "no/where", "ledgers/a.yaml/x", "", "/ledgers/a.yaml"]
    leaves = leaves_at(many, many.head(), [*wanted, *absent])
    assert leaves == {**{path: every[path] for path in wanted}, **dict.fromkeys(absent)}


def test_the_process_ends_with_its_repository(repository):
    before = children()
    other = Repository(repository.top)
    assert other.head()
    assert len(children() - before) == 1
    del other
    gc.collect()
    assert children() == before


def test_the_process_ends_with_the_program(repository):
    code = f"from pathlib import Path; from promisectl.git.repository import find_repository as f; r = f(Path({str(repository.top)!r})); print(r.reader._talks['--batch-command']._process.pid)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


def test_an_object_over_the_limit_is_refused_by_its_size(repository, monkeypatch):
    oid = run(repository.top, "hash-object", "-w", str(write(repository.top / "large", "x" * 5000)))
    asked = []
    contents = repository.reader.contents
    monkeypatch.setattr(cat_file.ObjectReader, "contents", lambda *words: asked.append(1) or contents(*words[1:]))
    with pytest.raises(Trouble, match="too large"):
        blobs(repository, [oid], 4999)
    assert asked == []
    assert len(blobs(repository, [oid], 5000)[oid]) == 5000


def test_after_a_refusal_the_next_question_has_its_own_answer(many):
    oids = [leaf.oid for leaf in tree(many, many.head(), "ledgers/many").values()]
    with pytest.raises(Trouble, match="too large"):
        objects(many, oids, 30)
    assert file_at(many, many.head(), "ledgers/a.yaml") == b"one\n"


def test_a_missing_object_among_others_is_named(many):
    oid = many.head()
    with pytest.raises(Trouble, match=f"lacks the object {'1' * 40}"):
        objects(many, [oid, "1" * 40, oid])
    assert many.head() == oid


def test_a_git_that_says_nothing_is_not_waited_for_for_ever(repository, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", git_that(tmp_path, "exec sleep 60"))
    monkeypatch.setattr(cat_file, "PATIENCE", 0.3)
    before, start = children(), time.monotonic()
    with pytest.raises(Trouble, match="cannot be run"):
        Repository(repository.top).head()
    assert time.monotonic() - start < 5
    assert children() == before


def test_a_git_that_dies_is_a_trouble_with_what_it_said(repository, monkeypatch, tmp_path):
    script = "read line; echo 'fatal: the disk is on fire' >&2; exit 128"
    monkeypatch.setenv("PATH", git_that(tmp_path, script))
    with pytest.raises(Trouble, match="the disk is on fire") as caught:
        Repository(repository.top).head()
    assert "git fsck" in str(caught.value.help)


def test_a_config_that_includes_a_pipe_is_not_waited_for_for_ever(repository, monkeypatch):
    os.mkfifo(repository.top / ".git" / "pipe")
    run(repository.top, "config", "include.path", "pipe")
    monkeypatch.setattr(cat_file, "PATIENCE", 0.3)
    with pytest.raises(Trouble, match="cannot be run"):
        find_repository(repository.top)


def test_a_git_older_than_batch_command_is_asked_in_two_processes(many, monkeypatch, tmp_path):
    script = 'case "$*" in *--batch-command*) echo "error: unknown option" >&2; exit 129;; esac; exec "$git" "$@"'
    monkeypatch.setenv("PATH", git_that(tmp_path, script))
    repository = find_repository(many.top)
    leaves = tree(repository, repository.head())
    assert blobs(repository, [leaf.oid for leaf in leaves.values()]) == blobs(many, [x.oid for x in leaves.values()])
    assert repository.resolve("nope") is None
    assert repository.reader._talks.keys() == {"--batch-check", "--batch"}


def test_two_threads_get_each_their_own_answers(many):
    leaves = list(tree(many, many.head(), "ledgers/many").items())
    wrong = []

    def read(part):
        for path, leaf in part:
            number = int(path.rpartition("/")[2].removesuffix(".yaml"))
            if objects(many, [leaf.oid])[leaf.oid] != (f"text {number}\n" * (number % 50)).encode():
                wrong.append(path)

    threads = [threading.Thread(target=read, args=(leaves[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("name", ["a\nb", "a\0b"])
def test_a_name_that_would_be_two_questions_is_refused(repository, name):
    with pytest.raises(ValueError, match="line's end"):
        repository.reader.facts([name])


def test_a_repository_of_sha256_is_read_by_paths(tmp_path):
    run(tmp_path, "init", "--quiet", "--object-format=sha256")
    write(tmp_path / "ledgers" / "a.yaml", "one\n")
    run(tmp_path, "add", ".")
    run(tmp_path, "commit", "--quiet", "-m", "first")
    repository = find_repository(tmp_path)
    assert leaves_at(repository, repository.head(), ["ledgers/a.yaml"]) == tree(repository, repository.head())
    assert file_at(repository, repository.head(), "ledgers/a.yaml") == b"one\n"


def test_a_tree_that_is_no_tree_is_a_trouble(repository):
    blob = run(repository.top, "hash-object", "-w", str(write(repository.top / "x", "no tree")))
    listing = subprocess.run(
        ["git", "mktree", "--missing"], cwd=repository.top, input=f"040000 tree {'2' * 40}\tledgers\n", text=True,
        capture_output=True, check=True,
    ).stdout.strip()  # fmt: skip
    raw = b"40000 ledgers\0" + bytes.fromhex(blob)
    made = subprocess.run(
        ["git", "hash-object", "-w", "-t", "tree", "--literally", "--stdin"], cwd=repository.top, input=raw,
        capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    with pytest.raises(Trouble, match="lacks the object"):
        leaves_at(repository, listing, ["ledgers/a.yaml"])
    with pytest.raises(Trouble, match="cannot read this repository"):
        leaves_at(repository, made, ["ledgers/a.yaml"])
