"""The archives are built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from distribution.archives import built, copied


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the wheel (`.whl`) and the sdist (`.gz`)."""
    return built(copied(tmp_path_factory.mktemp("build") / "promisectl"))
