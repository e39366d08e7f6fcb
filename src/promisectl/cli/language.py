"""Which language to speak, known before any help text is built: `--lang`, environment, settings, locale."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from promisectl.cli.arguments import option_value, root_of
from promisectl.formats.translator import choose_language
from promisectl.model.languages import SOURCE, Language
from promisectl.model.trouble import Trouble


def choose(arguments: Sequence[str]) -> Language:
    """Return the language of this run; Trouble where one is asked for that promisectl does not speak."""
    asked = option_value(arguments, "--lang")
    settings = None if asked or os.environ.get("PROMISECTL_LANG") else _of_settings(root_of(arguments))
    return choose_language(asked, os.environ, settings)


def spoken(arguments: Sequence[str]) -> Language:
    """Return the language of this run where nothing may go wrong any more; English where it cannot be told."""
    try:
        return choose(arguments)
    except Trouble:
        return SOURCE


def current() -> Language:
    """Return the language this run speaks, once the program is built."""
    from promisectl.cli.application import LazyGroup

    return LazyGroup.words.language


def _of_settings(root: Path | None) -> str | None:
    """Return the settings' language by a look at one line: help must not wait for a YAML parser."""
    folder = root or Path.cwd()
    for candidate in (folder,) if root else (folder, *folder.parents):
        try:
            text = (candidate / "promisectl.yaml").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        found = re.search(r"^language:[ ]*['\"]?(\w+)", text, re.MULTILINE)
        return found[1] if found else None
    return None
