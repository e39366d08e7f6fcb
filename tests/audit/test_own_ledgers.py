"""The project's own ledger and its examples are clean, from their first commit on."""

from __future__ import annotations

from pathlib import Path

import pytest

from promisectl.app.audit.audit import audit
from promisectl.git.repository import find_repository

TOP = Path(__file__).resolve().parents[2]
LEDGERS = sorted(path.parent for path in (TOP / "promisectl.yaml", *TOP.glob("examples/*/promisectl.yaml")))


@pytest.mark.parametrize("folder", LEDGERS, ids=lambda folder: folder.name)
def test_nothing_in_a_ledger_of_the_project_was_ever_rewritten(folder):
    repository = find_repository(TOP)
    if repository is None or repository.is_shallow():
        pytest.skip("the project's history is not here: no repository, or one that is cut off")
    seen = audit(root=folder)
    assert seen.is_lawful, [str(one.finding.note) for one in seen.caught if one.finding.severity == "error"]
