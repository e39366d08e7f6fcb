"""The files of integrations/, as they are written: steps, scripts, and where their text comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / "integrations/github/action.yml"
WORKFLOWS = sorted((ROOT / "integrations/github/workflows").glob("*.yml"))
GITLAB = ROOT / "integrations/gitlab/promises.gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def read(path: Path) -> Any:
    """Return a YAML file, every scalar a text (`on` is no truth value here)."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def steps(path: Path) -> list[dict[str, Any]]:
    """Return the steps of a workflow or an action."""
    told = read(path)
    jobs = told["jobs"].values() if "jobs" in told else [told["runs"]]
    return [step for job in jobs for step in job["steps"]]


def script(workflow: str, step: str | int) -> str:
    """Return what a step runs: its `run`, or the `script` of github-script."""
    found = steps(ROOT / "integrations/github/workflows" / workflow)
    one = found[step] if isinstance(step, int) else next(one for one in found if one.get("name") == step)
    return one["run"] if "run" in one else one["with"]["script"]


def here_document(job: str) -> str:
    """Return the Python that a job of the GitLab template hands to the interpreter."""
    text = read(GITLAB)[job]["script"][-1]
    return text.partition("<<'END'\n")[2].rpartition("END")[0]
