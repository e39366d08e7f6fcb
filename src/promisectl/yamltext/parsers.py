"""Which YAML parsers are at work here, for `doctor`."""

from __future__ import annotations


def parsers() -> tuple[str, str]:
    """Return the fast parser and the exact one, with versions."""
    import ryml
    import yaml

    version = getattr(ryml, "version", "")
    fast = f"rapidyaml {version() if callable(version) else version}".strip()
    exact = "libyaml" if getattr(yaml, "__with_libyaml__", False) else "pure Python"
    return fast, f"PyYAML {yaml.__version__} ({exact})"
