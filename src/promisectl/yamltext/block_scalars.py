"""Block scalars beside an edit: what follows them must not become part of them, nor part from them what is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from promisectl.yamltext.document import Way
from promisectl.yamltext.patch import Patch
from promisectl.yamltext.spans import Spans


def close_last(patch: Patch, spans: Spans) -> None:
    """A block scalar that the end of the text ended gains a line end where lines follow: `|` becomes `|-`."""
    way = _last(spans)
    start, end = spans.bounds(way)
    is_at_end = end >= len(patch.text) - len(patch.newline)
    if not is_at_end or not spans.is_block_scalar(way):
        return
    first, last = spans.header(start)
    header = patch.text[first:last]
    if "-" not in header:
        patch.replace(first, last, header.replace("+", "") + "-")


def _last(spans: Spans) -> Way:
    """Return the way to the value that ends last."""
    way: Way = ()
    while (children := spans.children(way)) and not spans.is_flow(way):
        way = max(children, key=lambda child: spans.bounds(child)[1])
    return way


def keep_comments_out(patch: Patch, spans: Spans, ways: Iterable[Way], gone: Mapping[int, int]) -> None:
    """Move comments to the left that would become part of a block scalar now that what parted them from it went."""
    if not gone:
        return
    for way in ways:
        if spans.is_block_scalar(way):
            _keep_out_of(patch, spans, way, gone)


def _keep_out_of(patch: Patch, spans: Spans, scalar: Way, gone: Mapping[int, int]) -> None:
    """Go over what follows a block scalar up to the first comment that stays, or the first entry."""
    reach, keeps_blank_lines = spans.reach(scalar)
    index = spans.after_line(spans.bounds(scalar)[1])
    is_comment = has_moved = False
    while not is_comment:
        if index in gone:
            index, has_moved = gone[index], True
            continue
        stray = spans.stray(index)
        if stray is None:
            return
        (first, last), index = stray
        is_comment = patch.text[last] == "#"
        if not has_moved:
            continue
        if keeps_blank_lines and not is_comment:
            patch.drop(first, index)
        elif last - first >= reach:
            patch.drop(first + reach - 1, last)
