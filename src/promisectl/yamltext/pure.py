"""The second parser: ruamel.yaml's own, in Python, for YAML 1.2, which reads what libyaml is too old for: `[https://x]`.

It is asked only about texts that libyaml refuses, and its events must mean the same: blanks and tabs count as libyaml
counts them, and the place of an empty value is where libyaml puts it. The module is imported only when it is needed.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import ScalarEvent
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import ValueToken

# What it raises: a number after \U that is no character is a ValueError or an OverflowError of chr().
REFUSALS = (YAMLError, ValueError, OverflowError)

_INDICATORS = re.compile(r"([+-]?)([1-9]?)([+-]?)")
_CHOMPING = {"": None, "+": True, "-": False}
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class PureParser(Reader, Scanner, Parser):
    """The events of a text, one at a time from `get_event`."""

    processing_version = (1, 2)
    comment_handling = None

    def __init__(self, text: str) -> None:
        self._resolver = self  # it is asked for the version only
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)

    # Blanks and tabs, as libyaml takes them.

    def scan_to_next_token(self) -> None:
        """Step over blanks, comments and line ends; over tabs where no key can begin."""
        while True:
            self._skip_blanks()
            self._skip_comment()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def _skip_blanks(self) -> None:
        blanks = " \t" if self.flow_level or not self.allow_simple_key else " "
        while self.peek() in blanks:
            self.forward()

    def _skip_comment(self) -> None:
        if self.peek() == "#":
            while self.peek() not in "\r\n\0":
                self.forward()

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:
        """Return the white space within a plain text, folded; None where a document's mark ends the text."""
        first = self.pointer
        while self.peek() in " \t":
            self.forward()
        if self.peek() not in "\r\n":
            return [self.buffer[first : self.pointer]] if first < self.pointer else []
        self.scan_line_break()
        self.allow_simple_key = True
        breaks: list[str] = []
        while not (self.check_document_start() or self.check_document_end()):
            if self.peek() in "\r\n":
                breaks.append(self.scan_line_break())
            elif self.peek() in " \t":
                self._refuse_tab(indent)
                self.forward()
            else:
                return breaks or [" "]
        return None

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Return what a block scalar's header says: whether line ends at its end stay, and its indentation."""
        before, digit, after = _indicators(self.buffer, self.pointer)
        self.forward(len(before + digit + after))
        if (before and after) or self.peek() not in " \t\r\n\0":
            problem = "did not find expected comment or line break"
            raise ScannerError("while scanning a block scalar", start_mark, problem, self.get_mark())
        return _CHOMPING[before or after], int(digit) if digit else None

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> str | None:
        """Step over the rest of a block scalar's header."""
        while self.peek() in " \t":
            self.forward()
        comment: str | None = super().scan_block_scalar_ignored_line(start_mark)
        return comment

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Return the line ends before a block scalar's first line, its indentation, and where the last of them ends."""
        breaks: list[str] = []
        deepest, end_mark = 0, self.get_mark()
        while self.peek() in " \r\n":
            if self.peek() == " ":
                self.forward()
                deepest = max(deepest, self.column)
            else:
                breaks.append(self.scan_line_break())
                end_mark = self.get_mark()
        self._refuse_tab(self.column + 1)
        return breaks, deepest, end_mark

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Any]:
        """Return the line ends between two lines of a block scalar, and where the last of them ends."""
        breaks, end_mark = super().scan_block_scalar_breaks(indent)
        self._refuse_tab(indent)
        return breaks, end_mark

    def _refuse_tab(self, indent: int) -> None:
        if self.peek() == "\t" and self.column < indent:
            raise ScannerError(None, None, "found a tab character that violates indentation", self.get_mark())

    def fetch_stream_end(self) -> None:
        """The end of a text is at the start of a line, also where the last line is not ended."""
        if self.column:
            self.line, self.column = self.line + 1, 0
        super().fetch_stream_end()

    # Texts.

    def check_key(self) -> bool:
        """Whether a `?` is the mark of a complex key: only before a blank, also between brackets."""
        return self.peek(1) in " \t\r\n\0"

    def check_plain(self) -> bool:
        """Whether a plain text begins here."""
        return bool(super().check_plain()) or (self.peek() == "?" and self.peek(1) not in " \t\r\n\0,[]{}")

    def scan_plain(self) -> Any:
        """Return a plain text; between brackets none ends with a colon, which YAML 1.2 has as the end of a key."""
        token = super().scan_plain()
        if self.flow_level and token.value.endswith(":"):
            problem = "found unexpected ':'"
            raise ScannerError("while scanning a plain scalar", token.start_mark, problem, token.end_mark)
        return token

    def scan_flow_scalar(self, style: Any) -> Any:
        """Return a text between quotes; what JSON writes in two halves is one character."""
        token = super().scan_flow_scalar(style)
        token.value = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), token.value)
        return token

    # The places of empty values: after the colon between lines, before what follows between brackets.

    def parse_block_mapping_value(self) -> Any:
        """Return the next event: the value of a key of a block mapping."""
        colon = self.peek_token()
        event = super().parse_block_mapping_value()
        return _placed(event, colon.end_mark) if isinstance(colon, ValueToken) else event

    def parse_flow_mapping_value(self) -> Any:
        """Return the next event: the value of a key between braces."""
        return _placed(super().parse_flow_mapping_value(), self.peek_token().start_mark)

    def parse_flow_sequence_entry_mapping_value(self) -> Any:
        """Return the next event: the value of a key that stands between square brackets."""
        return _placed(super().parse_flow_sequence_entry_mapping_value(), self.peek_token().start_mark)


def _indicators(text: str, index: int) -> tuple[str, str, str]:
    """Return a block scalar's header in parts: a chomping sign, a digit, a chomping sign; empty what is not there."""
    header = _INDICATORS.match(text, index)
    return (header[1], header[2], header[3]) if header else ("", "", "")


def _placed(event: Any, mark: Any) -> Any:
    """Return an event; the one of an empty value with its place."""
    if isinstance(event, ScalarEvent) and event.start_mark.index == event.end_mark.index:
        event.start_mark = event.end_mark = mark
    return event
