"""Sealing: what is said to git, and what is kept from it, so that a reading trusts nothing of a repository.

The system's and the user's config are off, and whatever the repository's own config could start (hooks, filters,
fsmonitor, textconv, pagers, transports) is switched off here or never asked for. People get wrong that it is enough to
add to an environment: what was inherited (GIT_DIR, GIT_EXTERNAL_DIFF, GIT_CONFIG_PARAMETERS) has to be taken away.
"""

from __future__ import annotations

import os
from pathlib import Path

from promisectl.git.programs import fixed_path

# What a reading says to git on top of what it withholds. GIT_ALLOW_PROTOCOL stands above every
# `protocol.<name>.allow` a repository may hold, and is the lazy fetch's lock where git is too old for
# GIT_NO_LAZY_FETCH (2.44).
_SEALED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_SWITCHES = (
    "protocol.allow=never",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.sshCommand=false",
    "credential.helper=",
    "safe.bareRepository=explicit",
)
# Where a calling git (a hook, say) tells its children to work; what the user has done goes to the repository asked for.
_PLACES = frozenset(
    {
        "GIT_DIR",
        "GIT_COMMON_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_GRAFT_FILE",
        "GIT_SHALLOW_FILE",
    }
)


def sealed_words(top: Path) -> list[str]:
    """Return the options that stand before a reading's command, for the repository of a folder."""
    switches = [f"safe.directory={top}", *_SWITCHES]
    return ["--no-pager", *(word for switch in switches for word in ("-c", switch))]


def sealed_environment(ceiling: Path) -> dict[str, str]:
    """Return the environment of a reading: nothing inherited that git would obey, no search at `ceiling` or above."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_SEALED, "GIT_CEILING_DIRECTORIES": str(ceiling), "PATH": fixed_path()}


def inherited_places() -> list[str]:
    """Return the names of the variables by which a calling git points to another repository than the one asked for."""
    return sorted(_PLACES & os.environ.keys())


def own_environment() -> dict[str, str]:
    """Return the user's own environment, less what points git to another repository."""
    return {name: value for name, value in os.environ.items() if name not in _PLACES} | {"LANGUAGE": "en"}
