"""Layout: a promise file put into the usual order and indentation. Comments, quotes and values stay.

The one place that dumps a file whole, with ruamel.yaml's round trip, so it proves what it wrote: the same values by
the exact reader and no comment lost; else the file is left as it is.
"""

from __future__ import annotations

import io
import re
from typing import Any

from promisectl.store.splice import HEAD_ORDER
from promisectl.store.yaml_exact import Fault, decode, read_exact

_COMMENT = re.compile(r"(?:^|[ \t])#[^\n]*", re.MULTILINE)


def laid_out(data: bytes) -> bytes | None:
    """Return a file's bytes in the usual layout; None where it cannot be read or laid out without loss.

    A BOM and CRLF are kept as found.
    """
    text = decode(data)
    if isinstance(text, Fault):
        return None
    documents, faults = read_exact(text)
    if faults or not isinstance(documents[0].value, dict):
        return None
    crlf = "\r\n" in text
    new = _round_trip(text.replace("\r\n", "\n"))
    again, faults = read_exact(new)
    if faults or again[0].value != documents[0].value:
        return None
    if sorted(_comments(new)) != sorted(_comments(text.replace("\r\n", "\n"))):
        return None
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return bom + (new.replace("\n", "\r\n") if crlf else new).encode()


def _comments(text: str) -> list[str]:
    return [comment.strip() for comment in _COMMENT.findall(text)]


def _round_trip(text: str) -> str:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = _plain_resolver()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=2, offset=0)
    document: Any = yaml.load(text)
    _reorder(document)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _plain_resolver() -> Any:
    """A resolver for which every plain scalar is a text: the schema types them, not YAML."""
    from ruamel.yaml.resolver import VersionedResolver

    class PlainResolver(VersionedResolver):
        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            if kind.__name__ == "ScalarNode":
                return self.DEFAULT_SCALAR_TAG
            return super().resolve(kind, value, implicit)

    return PlainResolver


def _reorder(document: Any) -> None:
    order = {key: index for index, key in enumerate(HEAD_ORDER)}
    keys = list(document)
    wanted = sorted(keys, key=lambda key: (order.get(key, order["state"]), keys.index(key)))
    if keys != wanted:
        for key in wanted:
            document.move_to_end(key)
