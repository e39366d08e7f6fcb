"""The wheel and the sdist: the same bytes wherever they are built, with everything in them and nothing besides."""

from __future__ import annotations

import email.message
import email.parser
import os
import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import promisectl
from distribution.archives import ROOT, built, copied, project_files

Archives = dict[str, Path]


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def metadata(wheel: Path) -> email.message.Message:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"promisectl-{promisectl.__version__}.dist-info/METADATA").decode()
    return email.parser.Parser().parsestr(text)


def test_two_builds_in_other_folders_zones_and_under_another_umask_are_the_same_bytes(
    archives: Archives, tmp_path: Path
) -> None:
    before = os.umask(0o077)
    try:
        again = built(copied(tmp_path / "somewhere" / "else"), TZ="Pacific/Auckland", LANG="C", PYTHONHASHSEED="7")
    finally:
        os.umask(before)
    assert {ending: path.name for ending, path in archives.items()} == {e: path.name for e, path in again.items()}
    assert [e for e in (".whl", ".gz") if archives[e].read_bytes() != again[e].read_bytes()] == []


def test_the_wheel_holds_the_program_its_spanish_its_types_and_its_manual_page(archives: Archives) -> None:
    found = names(archives[".whl"])
    source = {path.removeprefix("src/") for path in project_files() if path.startswith("src/")}
    data = f"promisectl-{promisectl.__version__}.data/data/share/man"
    assert source <= found
    assert {"promisectl/py.typed", "promisectl/locale/es/LC_MESSAGES/promisectl.mo"} <= found
    assert {f"{data}/man1/promisectl.1", f"{data}/es/man1/promisectl.1"} <= found
    assert {name.partition("/")[0].partition("-")[0] for name in found} == {"promisectl"}


def test_an_unpacked_sdist_makes_the_same_wheel(archives: Archives, tmp_path: Path) -> None:
    with tarfile.open(archives[".gz"]) as archive:
        archive.extractall(tmp_path, filter="data")
    again = built(tmp_path / f"promisectl-{promisectl.__version__}")
    assert again[".whl"].read_bytes() == archives[".whl"].read_bytes()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only git knows which files are the project's")
def test_the_sdist_holds_every_file_of_the_project_and_no_other(archives: Archives) -> None:
    with tarfile.open(archives[".gz"]) as archive:
        found = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    assert project_files(new=False) <= found <= {*project_files(), "PKG-INFO"}


def test_what_the_wheel_says_of_itself_is_what_the_project_says(archives: Archives) -> None:
    said = metadata(archives[".whl"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert (said["Name"], said["Version"]) == ("promisectl", promisectl.__version__)
    assert said["Requires-Python"] == project["requires-python"]
    assert said.get_all("Provides-Extra") == list(project["optional-dependencies"])
    assert len(said.get_all("Requires-Dist") or []) == len(project["dependencies"]) + sum(
        len(extra) for extra in project["optional-dependencies"].values()
    )


def test_the_version_stands_in_one_place_and_on_top_of_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/promisectl/__init__.py"
    tops = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (Unreleased|\d{4}-\d\d-\d\d)$", _changelog(), re.MULTILINE)
    assert tops[0][0] == promisectl.__version__


def test_the_changelog_keeps_to_its_form() -> None:
    headings = re.findall(r"^##+ .*$", _changelog(), re.MULTILINE)
    kinds = "Added|Changed|Deprecated|Removed|Fixed|Security|Known gaps"
    form = rf"## \[\d+\.\d+\.\d+\] - (Unreleased|\d{{4}}-\d\d-\d\d)|### ({kinds})"
    assert [heading for heading in headings if not re.fullmatch(form, heading)] == []


def _changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
