"""Git told to rewrite the ledgers: `check` finds it in `.gitattributes`, `doctor` in what is this machine's alone."""

import pytest

from promisectl.app.ledger.attributes import attributes_at, attributes_brought
from promisectl.git.repository import find_repository


def found(program, code=0):
    findings = program("check --format json", code=code).json["findings"]
    return [(one["path"], one["line"], one["severity"]) for one in findings if one["code"] == "PC112"]


def test_a_ledger_in_another_encoding_fails(repository):
    repository.write(".gitattributes", "* text=auto\nledgers/** working-tree-encoding=UTF-16\n")
    said = repository("check", code=1)
    assert ".gitattributes:2:1: error[PC112]" in said.out
    assert "`working-tree-encoding=UTF-16` is said of ledgers/people.yaml, files: 1" in said.out


def test_what_hosts_propose_is_nothing(repository):
    repository.write(".gitattributes", "* text=auto\n*.psd filter=lfs diff=lfs merge=lfs -text\n")
    assert found(repository) == []


def test_attributes_may_stand_in_any_folder_of_the_workspace(repository):
    repository.write("ledgers/.gitattributes", "people.yaml filter=secret\n")
    repository.write("ledgers/claims/.gitattributes", "*.yaml merge=union\n")
    repository("request diego Inspect fri --id clm-k7m2x9qd")
    assert found(repository, code=1) == [
        ("ledgers/.gitattributes", 1, "error"),
        ("ledgers/claims/.gitattributes", 1, "warning"),
    ]


def test_attributes_above_the_workspace_count_too(repository):
    repository.git("mv", "promisectl.yaml", "ledgers", "--dry-run")
    (repository.folder / "work").mkdir()
    repository.git("mv", "promisectl.yaml", "ledgers", "work")
    repository.write(".gitattributes", "work/ledgers/** ident\n")
    said = repository("check --root work --format json", code=1).json
    assert [one["path"] for one in said["findings"]] == ["../.gitattributes"]
    assert "file=.gitattributes" in repository("check --root work --format github", code=1).out


def test_lines_that_end_in_crlf_are_looked_at_where_they_are_committed(repository):
    repository.write("promisectl.yaml", repository.read("promisectl.yaml").replace("\n", "\r\n"))
    repository.write(".gitattributes", "* text=auto\n")
    assert found(repository) == []  # git will commit it with LF
    repository.git("-c", "core.autocrlf=false", "rm", "--quiet", "--cached", ".gitattributes", "--ignore-unmatch")
    (repository.folder / ".gitattributes").unlink()
    repository.git("add", "promisectl.yaml")
    repository.git("commit", "--quiet", "-m", "crlf")
    repository.write(".gitattributes", "* text=auto\n")
    assert found(repository) == [(".gitattributes", 1, "warning")]
    repository.write(".gitattributes", "* text=auto\npromisectl.yaml -text\n")
    assert found(repository) == []


def test_without_a_repository_attributes_are_only_a_file(run):
    run.write(".gitattributes", "* ident\n")
    assert found(run) == []


def test_a_commit_answers_for_the_attributes_it_brings(repository):
    base = repository.git("rev-parse", "HEAD").strip()
    repository.write(".gitattributes", "# none\nledgers/** working-tree-encoding=UTF-16\n")
    repository.git("add", ".gitattributes")
    repository.git("commit", "--quiet", "-m", "attributes")
    there = find_repository(repository.folder)
    (fault,) = attributes_at(there, there.head(), "", "ledgers")
    assert (fault.path, fault.line, fault.example) == (".gitattributes", 2, "ledgers/people.yaml")
    (finding,) = attributes_brought(there, base, there.head(), "", ("ledgers", "ledgers"))
    assert (finding.code, finding.where.line, str(finding.severity)) == ("PC112", 2, "error")
    assert attributes_brought(there, there.head(), there.head(), "", ("ledgers", "ledgers")) == []


@pytest.mark.parametrize("place", [".git/info/attributes", "../home/.config/git/attributes", "../home/own"])
def test_the_doctor_looks_at_this_machines_attributes(repository, place):
    assert "git leaves the files of the ledgers as they are" in repository("doctor", code=0).out
    if place.endswith("own"):
        repository.git("config", "core.attributesFile", str(repository.home / "own"))
    repository.write(place, "ledgers/** ident\n")
    said = repository("doctor", code=1)
    assert "`ident` is said of ledgers/" in said.out
    assert place.rpartition("/")[2] in said.out
    assert found(repository) == []


def test_the_doctor_names_filters_that_run_and_autocrlf(repository):
    repository.git("config", "core.autocrlf", "input")
    assert "core.autocrlf is input" in repository("doctor").out
    repository.write(".gitattributes", "ledgers/** filter=secret\n")
    repository.git("config", "filter.secret.smudge", "true")
    assert "secret" in repository("doctor", code=1).out
