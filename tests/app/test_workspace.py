"""Workspaces: made, entered in their registers, looked after."""

import pytest

from promisectl.app.workspace.create import begin
from promisectl.app.workspace.doctor import diagnose
from promisectl.app.workspace.people import leave, rename
from promisectl.app.workspace.region import Region
from promisectl.app.workspace.registers import add_area, add_person, new_ledger
from promisectl.model.trouble import Trouble
from promisectl.store.files import write_all


def test_a_workspace_is_made_where_there_is_none_and_never_twice(place, tmp_path):
    made = begin(tmp_path / "fresh", "claims", region=Region("UTC"))
    assert {path.name for path in made.files} == {"promisectl.yaml", "people.yaml"}
    assert (tmp_path / "fresh" / "ledgers" / "claims").is_dir()
    with pytest.raises(Trouble, match="there is a workspace here already"):
        begin(place.root, "claims", region=Region("UTC"))


def test_registers_return_what_would_be_written_and_write_nothing(place):
    writes = [add_person(place.workspace, "eva", {"name": "Eva Lara"})]
    assert "eva" not in place.workspace.people
    write_all(writes)
    assert place.workspace.people.by_handle["eva"].name == "Eva Lara"
    write_all([add_area(place.workspace, "workshop", {})])
    assert "workshop" in place.workspace.people.areas


def test_a_ledger_with_a_prefix_changes_the_settings_too(place):
    write_all(new_ledger(place.workspace, "sales", "sal"))
    assert (place.root / "ledgers" / "sales").is_dir()
    assert place.workspace.settings.prefixes == {"sales": "sal"}


def test_somebody_who_left_or_goes_by_another_handle_stays_the_same_person(place):
    from datetime import date

    handle, change = leave(place.workspace, "diego", date(2026, 3, 31))
    write_all([change])
    assert handle == "diego"
    old, change = rename(place.workspace, "diego", "dsoto")
    write_all([change])
    assert old == "diego"
    assert place.workspace.people.current("diego") == "dsoto"


def test_a_doctor_has_a_remedy_for_each_trouble(place):
    place.write("ledgers/people.yaml", "people: 7\n")
    troubles = [diagnosis for diagnosis in diagnose(place.root) if not diagnosis.ok]
    assert troubles
    assert all(diagnosis.remedy for diagnosis in troubles)
