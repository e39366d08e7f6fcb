"""Print every package that building, running and developing promisectl asks for: what `make lock` pins.

pyproject.toml stays the one place that names them; requirements/dev.txt is what they resolve to, with hashes.
"""

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def wanted(project: dict) -> list[str]:
    """Return the requirements of the project, of its build back end and of the dev group, sorted."""
    return sorted(
        {
            *project["project"]["dependencies"],
            *project["build-system"]["requires"],
            *project["dependency-groups"]["dev"],
        }
    )


if __name__ == "__main__":
    with (ROOT / "pyproject.toml").open("rb") as file:
        sys.stdout.write("\n".join(wanted(tomllib.load(file))) + "\n")
