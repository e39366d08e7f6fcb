"""Explicit texts: the words by which a promise says what will be there, `what` and the criteria."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.model.place import Step
from promisectl.model.terms import Terms


def explicit_texts(terms: Terms) -> Iterator[tuple[str, tuple[Step, ...], str]]:
    """Yield `what` and each criterion, as they can be read, with the way to them in the head."""
    if isinstance(terms.what, str):
        yield "what", (), terms.what
    for index, criterion in enumerate(terms.criteria or ()):
        if isinstance(criterion, str):
            yield "criteria", (index,), criterion
