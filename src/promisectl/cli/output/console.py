"""The console: where results and troubles are printed, in whose language, how wide and whether in colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from promisectl.cli.encoding import JSON_FORMATS, json_for_output
from promisectl.cli.language import current
from promisectl.cli.options import LISTS, Shared
from promisectl.cli.output.wrap import error_width, folded
from promisectl.formats.escape import escape_json, no_commands
from promisectl.formats.glyphs import Glyphs, glyphs_for, in_ascii
from promisectl.formats.translator import Translator
from promisectl.model.languages import Language
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import escape_line

if TYPE_CHECKING:
    from promisectl.formats.reader import Reader
    from promisectl.formats.screen import Screen
    from promisectl.store.output import OutputFile

_STANDARD_OUTPUT = Path("-")


class Console:
    """Prints for one run of one command."""

    def __init__(self, shared: Shared, language: Language, formats: Sequence[str] = LISTS) -> None:
        self.shared = replace(shared, output=None) if shared.output == _STANDARD_OUTPUT else shared
        self.words = Translator(language)
        self.format = _format(shared.format, formats)
        self._file: OutputFile | None = None

    @property
    def is_text(self) -> bool:
        """Whether people read what is printed."""
        return self.format == "text"

    @property
    def wants_sentences(self) -> bool:
        """Whether people read what is printed, and as sentences: with --plain they read fields."""
        return self.is_text and not self.shared.plain

    @property
    def on_terminal(self) -> bool:
        """Whether results go to a terminal."""
        return self.shared.output is None and (sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR")))

    @property
    def colour(self) -> bool:
        """Whether to use colours: on a terminal, unless NO_COLOR or --no-color."""
        return self.on_terminal and not self.shared.no_color and not os.environ.get("NO_COLOR")

    @property
    def width(self) -> int | None:
        """The width lines must fit, None off a terminal, where nothing is cut."""
        if not self.on_terminal:
            return None
        columns = os.environ.get("COLUMNS", "")
        if columns.isdigit() and int(columns) > 0:
            return int(columns)
        try:
            return os.get_terminal_size(sys.stdout.fileno()).columns or 80
        except OSError:
            return 80

    def reader(self, short: Callable[[str], str] = str) -> Reader:
        """Return who reads what is printed; `short` shortens ids."""
        from promisectl.formats.reader import Reader

        return Reader(self.words, short, self.shared.plain)

    @property
    def glyphs(self) -> Glyphs:
        """The marks that the output can show."""
        encoding = "utf-8" if self.shared.output is not None else getattr(sys.stdout, "encoding", None)
        return glyphs_for(encoding, os.environ)

    def show(self, screen: Screen, *, paged: bool = True) -> None:
        """Print a screen: on a terminal with Rich, a long one through the pager; else as lines, fields, Markdown."""
        text = self._drawn(screen)
        if not text:
            return
        if self.is_text and self.glyphs.ascii:
            text = in_ascii(text)
        if not (paged and self._through_pager(text)):
            self.print(text)

    def _through_pager(self, text: str) -> bool:
        """Show a long text page by page, where a person reads it on a terminal; False where it is to be printed."""
        if not self.is_text or not self.on_terminal or self.shared.plain:
            return False
        from promisectl.cli.output.pager import through_pager

        return through_pager(no_commands(text), no_pager=self.shared.no_pager)

    def _drawn(self, screen: Screen) -> str:
        if self.format == "markdown":
            from promisectl.formats.screen_markdown import markdown_screen

            return markdown_screen(screen)
        if self.shared.plain:
            from promisectl.formats.screen_fields import fields_text

            return "\n".join(fields_text(screen, self.words))
        width = self.width
        if width is None:
            from promisectl.formats.screen_plain import plain_text

            return "\n".join(plain_text(screen, self.glyphs))
        from promisectl.formats.screen_rich import terminal_text

        return terminal_text(screen, width, self.glyphs, colour=self.colour)

    def say(self, message: Message | str) -> str:
        """Return a message in the console's language."""
        return self.words.say(message)

    def print(self, text: str | Sequence[str], *, as_json: bool = False) -> None:
        """Print a result: to standard output, or into the file of --output. `as_json`: it is JSON in any format."""
        if not isinstance(text, str):
            text = "\n".join(text)
        text = _harmless(text, self.format)
        if self.shared.output is None:
            is_json = as_json or self.format in JSON_FORMATS
            sys.stdout.write((json_for_output(text) if is_json else text) + "\n")
        else:
            self._to_file(self.shared.output, text + "\n")

    def _to_file(self, path: Path, text: str) -> None:
        if self._file is None:
            from promisectl.store.output import OutputFile

            self._file = OutputFile(path)
        self._file.write(text)

    def sentences(self, lines: Sequence[str], indent: int = 6) -> None:
        """Print sentences, on a terminal folded between words; what is folded stands `indent` further in."""
        self.print([part for line in lines for part in folded(line, self.width, indent)])

    def json(self, document: Mapping[str, Any]) -> None:
        """Print one JSON document."""
        from promisectl.formats.promises_json import dump

        self.print(dump(document))

    def document(self, document: Mapping[str, Any]) -> None:
        """Print what was done: one JSON document for a program, with --plain one `field: value` a line."""
        if not self.is_text:
            self.json(document)
        elif not self.shared.quiet:
            self.print([escape_line(line) for line in _fields(document)])

    def remark(self, message: Message | str, *, always: bool = False) -> None:
        """Say something beside the result, on standard error, unless --quiet; with `always` even then."""
        if always or not self.shared.quiet:
            lines = (escape_line(line) for line in folded(self.say(message), error_width()))
            sys.stderr.write(no_commands("\n".join(lines)) + "\n")


def _fields(document: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Yield a line for each value of a document, named by the keys that lead to it."""
    for key, value in document.items():
        below = _below(value)
        if below is None:
            yield f"{above}{key}: {_field_value(value)}"
        else:
            yield from _fields(below, f"{above}{key}.")


def _below(value: Any) -> Mapping[str, Any] | None:
    """Return what has fields of its own: a mapping, or a list of mappings by their numbers from 1."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return {str(number): entry for number, entry in enumerate(value, 1)}
    return None


def _field_value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(entry) for entry in value)
    return "" if value is None else str(value)


def open_console(shared: Shared, formats: Sequence[str]) -> Console:
    """Return the console of a command that prints in these formats; Trouble where another one is asked for."""
    return Console(shared, current(), formats)


def _harmless(text: str, format: str) -> str:
    """Return what a program reads with nothing in it that acts on a terminal; a text for people is made so by parts."""
    if format in ("json", "json-lines"):
        return escape_json(text)
    if format in ("csv", "markdown"):
        return no_commands("\n".join(escape_line(line) for line in text.split("\n")))
    return no_commands(text) if format == "text" else text


def _format(given: str | None, formats: Sequence[str]) -> str:
    """Return the format: as told, else of PROMISECTL_FORMAT where the command has it, else text."""
    wished = given or os.environ.get("PROMISECTL_FORMAT") or "text"
    if wished in formats:
        return wished
    if given is None and wished in LISTS:
        return "json" if wished == "json-lines" and "json" in formats else "text"
    raise Trouble(
        M("there is no format `{name}` here", name=wished),
        help=M("use one of: {names}", names=", ".join(formats)),
    )


def stop(code: int) -> NoReturn:
    """End the command with an exit code."""
    import typer

    raise typer.Exit(code)
