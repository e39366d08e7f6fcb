"""Hosted: where the files of a workspace stand in its repository, as hosts of repositories know them."""

from __future__ import annotations

from pathlib import Path

from promisectl.model.trouble import Trouble


def way_to(root: Path) -> str:
    """Return the way from the repository to the workspace; empty where they are one folder, or there is no git."""
    from promisectl.git.process import find_repository

    try:
        repository = find_repository(root)
    except Trouble:  # a repository that git does not read has no say in where files are
        return ""
    return repository.prefix(root).rstrip("/") if repository else ""
