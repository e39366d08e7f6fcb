"""Which YAML parsers are at work here, for `doctor`."""

from __future__ import annotations

from importlib.metadata import version


def parsers() -> tuple[str, str]:
    """Return the fast parser and the exact one, with versions."""
    from _ruamel_yaml import get_version_string

    return f"rapidyaml {version('rapidyaml')}", f"libyaml {get_version_string()}, ruamel.yaml {version('ruamel.yaml')}"
