"""Attributes: `.gitattributes` has git rewrite or merge the files of the workspace in its own way.

Git keeps a file as it was committed and can write another one into the folder: in another encoding
(`working-tree-encoding`), with a text put in (`ident`), through a program (`filter`). Then what people read is not what
was judged: each is an error where it is said of promisectl.yaml, of a register, of a promise or a pack. A way to merge
of one's own (`merge=union`) loses or mixes acts, and `text` or `eol` change the bytes of a file whose lines end in
CRLF: both are warnings. `* text=auto` where lines end in LF changes nothing and is nothing, and so is all that is said
of other files (`*.psd filter=lfs`). Attributes are read as git reads them: nested files, macros, the last word counts.

What to do: say it of other files only; for files with CRLF say `-text`, or write them with LF.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.attribute_findings import attribute_finding
from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.model.finding import Finding

CODE = "PC112"
SCOPE = "workspace"

BAD = f"""\
# file: .gitattributes
ledgers/** working-tree-encoding=UTF-16
# file: ledgers/claims/clm-k7m2x9qd.yaml
{example(AGREE)}"""

GOOD = f"""\
# file: .gitattributes
* text=auto
*.psd filter=lfs diff=lfs merge=lfs -text
# file: ledgers/claims/clm-k7m2x9qd.yaml
{example(AGREE)}"""


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each line of attributes that says of the workspace's files what it may not."""
    for fault in context.attributes:
        yield attribute_finding(fault)
