"""The Spanish catalogue is whole, fresh and shipped."""

import importlib.util
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SPEC = importlib.util.spec_from_file_location("catalogue", ROOT / "scripts" / "catalogue.py")
catalogue = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(catalogue)
Text = catalogue.Text


def made(**translations):
    new = catalogue.Plain(locale="es", fuzzy=False)
    for id, translation in translations.items():
        new.add(id, translation)
    return new


def test_the_committed_catalogue_is_whole_and_fresh():
    assert catalogue.check() == []


def test_compiling_twice_gives_the_same_bytes():
    old = catalogue.read_catalogue("es")
    assert catalogue.mo_bytes(old) == catalogue.mo_bytes(old)


@pytest.mark.parametrize(
    ("translations", "wanted", "fault"),
    [
        ({}, "yes", "lacks a translation"),
        ({"yes": ""}, "yes", "lacks a translation"),
        ({"yes {x}": "sí {y}"}, "yes {x}", "placeholders differ"),
        ({"yes": "sí", "no": "no"}, "yes", "obsolete"),
    ],
)
def test_the_check_names(translations, wanted, fault):
    (found,) = catalogue.faults(made(**translations), [Text(wanted, None, "a.py")])
    assert found.startswith(fault)


def test_a_whole_catalogue_has_no_faults():
    assert catalogue.faults(made(**{"yes {x}": "sí {x}"}), [Text("yes {x}", None, "a.py")]) == []


def test_every_marked_literal_is_taken_out(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "a.py").write_text(
        'M("one")\nM("two " "joined {x}", x=1)\nwords.say("three")\nM("four" if x else "five")\nf("no")\nM(name)\n'
    )
    found = [text.id for text in catalogue.source_texts(folder)]
    assert found == ["one", "two joined {x}", "three", "four", "five"]
    assert catalogue.unmarked(folder) == ["package/a.py:6"]


def test_an_update_adds_what_is_new_and_keeps_what_is_there():
    old = made(yes="sí", no="no")
    wanted = [Text("yes", None, "a.py"), Text("perhaps", None, "a.py")]
    new = catalogue.fresh_catalogue(iter(wanted), old, prune=False)
    assert {message.id: message.string for message in new if message.id} == {
        "yes": "sí",
        "perhaps": "",
        "no": "no",
    }
    pruned = catalogue.fresh_catalogue(iter(wanted), old, prune=True)
    assert "no" not in pruned


def test_the_wheel_ships_the_compiled_catalogue(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = archive.read("promisectl/locale/es/LC_MESSAGES/promisectl.mo")
    assert shipped == catalogue.po_of("es").with_suffix(".mo").read_bytes()


USTED = re.compile(
    r"(?:^|[.;:] |, o )(?:use|haga|ponga|diga|agregue|añada|escriba|fusione|quite|corrija|revise|ejecute|comience|pida|"
    r"conserve|deje|tome|cambie|registre|indique|elija|vea|mire|confirme|declare|traiga|devuelva|espere)\b"
    r"|\b(?:tráiga|déje|hága|pónga|díga|escríba|quíte|úse|míre|véa|págue)(?:lo|la|los|las|le)\b",
    re.IGNORECASE,
)


def said_in_spanish():
    """Return every text of the catalogue, its header apart."""
    return [
        message.string for message in catalogue.read_catalogue("es") if message.id and isinstance(message.string, str)
    ]


def test_who_reads_spanish_is_spoken_to_as_tu():
    said = said_in_spanish()
    assert [text for text in said if USTED.search(text)] == []


PLACEHOLDERS = re.compile(r"(?<![\w{-])(?:HANDLE|CODE|FILE|NAME|DAY|ACT|WHEN|WHERE|EVIDENCE|CRITERION|TEXT)(?![\w}])")


def test_what_is_to_be_filled_in_is_spanish():
    said = said_in_spanish()
    assert [text for text in said if PLACEHOLDERS.search(text)] == []
