"""Importers: foreign text into promises, one file each, pure.

A module holds `read(lines)`, which yields a `Line` for each promise. A new one is a file here and its name in
`IMPORTERS`, with a line for the command.
"""

from promisectl.model.message import M

IMPORTERS = {
    "jsonl": M(
        "Read promises, one JSON object a line. All or nothing: every line is judged first; given ids are kept."
    ),
}
