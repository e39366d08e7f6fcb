"""An empty history of one's own for every test."""

import pytest

from .history import History


@pytest.fixture
def h(tmp_path) -> History:
    return History(tmp_path / "work")
