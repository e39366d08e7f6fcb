"""The wheel, installed where nothing else is: the program runs, in both languages, and finds what it brought.

Nothing is downloaded: what promisectl depends on is lent to the new environment from the one that runs the tests.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import promisectl

Archives = dict[str, Path]


def lend(environment: Path) -> None:
    """Let an environment import the packages of this one, but for promisectl itself: `.pth` files there are not read."""
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")


def say(program: Path, *words: str, folder: Path, **more: str) -> str:
    """Return what an installed program prints, in an environment that holds nothing but a home."""
    known = {"PATH": os.defpath, "HOME": str(folder), "LOGNAME": "ana", "LANG": "C.UTF-8"}
    done = subprocess.run([program, *words], cwd=folder, env=known | more, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


@pytest.fixture(scope="session")
def installed(archives: Archives, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new virtual environment with the wheel in it."""
    environment = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(environment, with_pip=False, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "--disable-pip-version-check"]
    offline = ["--no-index", "--no-deps", "--quiet"]
    subprocess.run([*pip, "install", *offline, archives[".whl"]], check=True, capture_output=True)
    lend(environment)
    return environment


def test_an_installed_promisectl_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert (
        say(installed / "bin" / "promisectl", "--version", folder=tmp_path) == f"promisectl {promisectl.__version__}\n"
    )


def test_it_is_the_installed_one_that_runs(installed: Path, tmp_path: Path) -> None:
    where = "import promisectl; print(promisectl.__file__)"
    assert str(installed) in say(installed / "bin" / "python", "-c", where, folder=tmp_path)


def test_a_workspace_is_made_and_a_promise_asked_for(installed: Path, tmp_path: Path) -> None:
    program = installed / "bin" / "promisectl"
    assert "made promisectl.yaml" in say(program, "init", folder=tmp_path)
    say(program, "person", "add", "bob", folder=tmp_path)
    assert "requested" in say(program, "request", "bob", "Count the chairs", "+3d", folder=tmp_path)
    assert "1 open" in say(program, "due", "all", folder=tmp_path)
    assert say(program, "check", "--ignore", "PC3,PC6", folder=tmp_path) == "no findings; promises read: 1\n"


def test_it_speaks_spanish(installed: Path, tmp_path: Path) -> None:
    said = say(installed / "bin" / "promisectl", "--help", "--lang", "es", folder=tmp_path)
    assert said.startswith("Uso: promisectl")
    assert "Recibe conforme lo entregado." in said


@pytest.mark.parametrize("page", ["man1/promisectl.1", "es/man1/promisectl.1"])
def test_its_manual_page_is_there_and_renders_without_a_warning(installed: Path, page: str) -> None:
    path = installed / "share" / "man" / page
    assert "promisectl" in path.read_text(encoding="utf-8")
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not installed: the manual page is not rendered")
    done = subprocess.run([groff, "-k", "-man", "-ww", "-Tutf8", path], capture_output=True, text=True, check=True)
    assert done.stderr == ""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an empty wheel for each package that promisectl asks for, so that a resolver is content."""
    folder = tmp_path_factory.mktemp("shelf")
    for line in importlib.metadata.requires("promisectl") or []:
        name = re.split(r"[ ;<>=!\[]", line)[0].replace("-", "_")
        info = f"{name}-9999.dist-info"
        with zipfile.ZipFile(folder / f"{name}-9999-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 9999\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", f"{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return folder


def install(words: list[str | Path], **places: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    given = {name: str(path) for name, path in places.items()}
    done = subprocess.run(words, env=environment | given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def program(name: str) -> str | None:
    """Return a program of this environment, else of the machine."""
    own = Path(sys.executable).with_name(name)
    return str(own) if own.exists() else shutil.which(name)


def test_pipx_installs_it(archives: Archives, shelf: Path, tmp_path: Path) -> None:
    pipx = program("pipx")
    if pipx is None:
        pytest.skip("pipx is not installed")
    words: list[str | Path] = [
        pipx,
        "install",
        f"--pip-args=--no-index --find-links {shelf}",
        "--python",
        sys.executable,
    ]
    places = {f"PIPX_{name.upper()}": tmp_path / name for name in ("home", "bin_dir", "man_dir")}
    install([*words, f"{archives['.whl']}[mcp]"], **places)
    lend(tmp_path / "home" / "venvs" / "promisectl")
    assert promisectl.__version__ in say(tmp_path / "bin_dir" / "promisectl", "--version", folder=tmp_path)
    assert (tmp_path / "man_dir" / "man1" / "promisectl.1").exists()


def test_uv_installs_it(archives: Archives, shelf: Path, tmp_path: Path) -> None:
    uv = program("uv")
    if uv is None:
        pytest.skip("uv is not installed")
    words: list[str | Path] = [uv, "tool", "install", "--offline", "--no-index", "--find-links", shelf]
    places = {
        "UV_TOOL_DIR": tmp_path / "tools",
        "UV_TOOL_BIN_DIR": tmp_path / "bin",
        "UV_CACHE_DIR": tmp_path / "cache",
    }
    install([*words, "--python", sys.executable, f"promisectl[mcp] @ {archives['.whl'].as_uri()}"], **places)
    lend(tmp_path / "tools" / "promisectl")
    assert promisectl.__version__ in say(tmp_path / "bin" / "promisectl", "--version", folder=tmp_path)
