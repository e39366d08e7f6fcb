"""Interchange: other programs' lines, and the tools of agents."""

import json

import pytest

from promisectl.app.interchange.agent_tools import agent_of
from promisectl.app.interchange.jsonl import export_values, import_lines, importer
from promisectl.importers import IMPORTERS
from promisectl.model.trouble import Trouble
from promisectl.store.files import write_all

from .conftest import ID


def test_what_is_exported_is_imported_as_it_was(place, tmp_path):
    place.requested()
    rows = export_values(place.workspace)
    assert [row["id"] for row in rows] == [ID]
    (place.root / f"ledgers/claims/{ID}.yaml").unlink()
    lines = importer("jsonl")([json.dumps(row) for row in rows])
    imported = import_lines(place.workspace, lines, ledger=None, add_unknown_people=False)
    assert imported.added == 1
    write_all(imported.changes)
    assert export_values(place.workspace) == rows


def test_every_importer_of_the_registry_can_be_loaded():
    assert all(callable(importer(name)) for name in IMPORTERS)


def test_a_person_is_no_agent(place):
    with pytest.raises(Trouble):
        agent_of(place.workspace, "ana")
