"""Which language to speak, known before any help text is built: `--lang`, environment, settings, locale."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from promisectl.formats.words import Language, choose_language


def choose(arguments: Sequence[str]) -> Language:
    """Return the language of this run; Trouble where one is asked for that promisectl does not speak."""
    told = None
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            told = arguments[index + 1]
        elif argument.startswith("--lang="):
            told = argument.removeprefix("--lang=")
    settings = None if told or os.environ.get("PROMISECTL_LANG") else _of_settings(arguments)
    return choose_language(told, os.environ, settings)


def _of_settings(arguments: Sequence[str]) -> str | None:
    """Return the settings' language by a look at one line: help must not wait for a YAML parser."""
    root = os.environ.get("PROMISECTL_ROOT")
    for index, argument in enumerate(arguments[:-1]):
        if argument == "--root":
            root = arguments[index + 1]
    folder = Path(root) if root else Path.cwd()
    for candidate in (folder,) if root else (folder, *folder.parents):
        try:
            text = (candidate / "promisectl.yaml").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        found = re.search(r"^language:[ ]*['\"]?(\w+)", text, re.MULTILINE)
        return found[1] if found else None
    return None
