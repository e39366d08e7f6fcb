"""Attributes: what `.gitattributes` files say of a path, as git reads them: nested files, macros, the last word counts.

A file further down says more than one further up, a later line more than an earlier one, `info/attributes` more than
all. People get wrong that a line with one bad name is read in part (git leaves the whole line out), and that a folder's
file may define macros (only the one at the top may).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from promisectl.checking.wildmatch import Pattern, compile_pattern

ATTRIBUTES = ".gitattributes"
Value = bool | str | None  # set, unset (`-text`), a text (`eol=lf`), or None: said to be unspecified (`!text`)
_NAME = re.compile(r"[A-Za-z0-9_.][-A-Za-z0-9_.]*\Z")
_BLANKS = " \t\r\n"
_MACRO = "[attr]"
_BINARY = (("diff", False), ("merge", False), ("text", False))
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\([0-3][0-7]{2}|.)")
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
Settings = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a path by an attribute, and where: the file, its line from 1."""

    value: Value
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class _Line:
    pattern: Pattern
    settings: Settings
    number: int


@dataclass(frozen=True, slots=True)
class AttributesFile:
    """A file of attributes: `folder` is where its patterns hold, empty or ending in `/`."""

    path: str
    folder: str
    lines: tuple[_Line, ...]
    macros: Mapping[str, Settings] = field(default_factory=dict)

    def about(self, path: str) -> Iterator[_Line]:
        """Yield the lines that mean a path, the last, which counts most, first."""
        if not path.startswith(self.folder):
            return
        below = path[len(self.folder) :]
        for line in reversed(self.lines):
            if line.pattern.matches(below):
                yield line


class Attributes:
    """What all files of attributes of a repository say together; only what names one of `wanted` is kept."""

    def __init__(self, files: Sequence[AttributesFile], wanted: Iterable[str]) -> None:
        self._macros: dict[str, Settings] = {"binary": _BINARY}
        for file in sorted(files, key=_weight):
            self._macros |= file.macros
        self._wanted = frozenset(wanted)
        telling = [_only_telling(file, self._telling_names()) for file in files]
        self._files = [file for file in sorted(telling, key=_weight, reverse=True) if file.lines]

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said of any path."""
        return not self._files

    def of(self, path: str) -> dict[str, Said]:
        """Return what is said of a path, by attribute."""
        said: dict[str, Said] = {}
        for file in self._files:
            for line in file.about(path):
                for name, value in reversed(line.settings):
                    self._say(said, name, Said(value, file.path, line.number))
        return {name: one for name, one in said.items() if name in self._wanted}

    def _say(self, said: dict[str, Said], name: str, one: Said) -> None:
        """Take a word that nothing of more weight was said against, and what it stands for where it is a macro."""
        if name in said:
            return
        said[name] = one
        if one.value is True:
            for inner, value in reversed(self._macros.get(name, ())):
                self._say(said, inner, Said(value, one.path, one.line))

    def _telling_names(self) -> frozenset[str]:
        """Return the attributes that matter: those wanted, and the macros."""
        return self._wanted | self._macros.keys()


def _weight(file: AttributesFile) -> tuple[bool, int]:
    """Return how much a file's word counts: `info/attributes` most, else the deeper the more."""
    return not file.path.endswith(ATTRIBUTES), file.folder.count("/")


def _only_telling(file: AttributesFile, names: frozenset[str]) -> AttributesFile:
    telling = tuple(line for line in file.lines if any(name in names for name, _ in line.settings))
    return AttributesFile(file.path, file.folder, telling)


def read_attributes(data: bytes, path: str, folder: str | None = None) -> AttributesFile:
    """Return what a file of attributes says; its patterns hold from the folder it stands in, or another one."""
    below = folder if folder is not None else path.removesuffix(ATTRIBUTES)
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    lines: list[_Line] = []
    macros: dict[str, Settings] = {}
    for number, written in enumerate(text.split("\n"), 1):
        name, settings = _parts(written)
        if name.startswith(_MACRO) and name != _MACRO:  # alone it is a class of letters
            if not below:
                macros[name.removeprefix(_MACRO)] = settings
        elif settings and not name.startswith("!"):
            pattern = compile_pattern(name)
            if pattern is not None:
                lines.append(_Line(pattern, settings, number))
    return AttributesFile(path, below, tuple(lines), macros)


def _parts(line: str) -> tuple[str, Settings]:
    """Return a line's pattern (or `[attr]name`) and what it says; nothing of a line that git leaves out."""
    text = line.strip(_BLANKS)
    if not text or text.startswith("#"):
        return "", ()
    name, rest = _quoted(text) if text.startswith('"') else _split(text)
    settings = tuple(_setting(word) for word in rest.split())
    return (name, settings) if _are_names(settings) else ("", ())


def _are_names(settings: Settings) -> bool:
    return all(_NAME.match(attribute) for attribute, _ in settings)


def _split(text: str) -> tuple[str, str]:
    first, *rest = re.split(r"[ \t\r]+", text, maxsplit=1)
    return first, "".join(rest)


def _quoted(text: str) -> tuple[str, str]:
    """Return a pattern that stands between quotes, as C writes texts, and what follows; git's way with blanks."""
    match = _QUOTED.match(text)
    if match is None:
        return _split(text)
    return _ESCAPE.sub(_unescaped, match[1]), text[match.end() :]


def _unescaped(match: re.Match[str]) -> str:
    told = match[1]
    if len(told) == len("000"):
        return bytes([int(told, 8)]).decode("utf-8", "surrogateescape")
    return _LETTERS.get(told, told)


def _setting(word: str) -> tuple[str, Value]:
    if word.startswith(("-", "!")):
        name, _, _ = word[1:].partition("=")
        return name, False if word[0] == "-" else None
    name, equals, value = word.partition("=")
    return name, value if equals else True
