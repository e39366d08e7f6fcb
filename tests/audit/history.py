"""A history written straight into git (`git fast-import`), commit by commit, by whom and when a test likes.

`commit({path: text})` changes files (None removes one) on top of the last commit, or of the parents named by their
number; `audit()` runs the real audit over it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from quick_git import OPTIONS, init

from promisectl.app.audit.audit import Audit, audit

SETTINGS = "promisectl.yaml"
PEOPLE = "ledgers/people.yaml"
FOLDER = "ledgers/claims"
REGISTER = """\
people:
  ana: {name: Ana, emails: [ana@example.com]}
  diego: {name: Diego, emails: [diego@example.com]}
  eva: {name: Eva, emails: [eva@example.com]}
  bot: {kind: agent, answers-to: diego, emails: [bot@example.com]}
"""


def settings(policy: str = "") -> str:
    return "format: 1\n" + (f"policy: {{{policy}}}\n" if policy else "")


def path_of(name: str) -> str:
    return f"{FOLDER}/{name}.yaml"


REQUEST = """\
- act: request
  by: ana
  at: 2026-03-02T09:00:00Z
  terms:
    what: Inspect the vehicle
    performer: diego
    due: 2026-03-06
    criteria: [photos, estimate]
  why: the insured called
"""
AGREE = "- act: agree\n  by: diego\n  at: 2026-03-02T10:00:00Z\n"
WARN = "- act: warn\n  by: diego\n  at: 2026-03-03T09:00:00Z\n  reason: supplier\n  note: lift out of order\n"
MOVE = "- act: renegotiate\n  by: diego\n  at: 2026-03-03T10:00:00Z\n  terms: {due: 2026-03-09}\n  reason: supplier\n"
YES = "- act: agree\n  by: ana\n  at: 2026-03-03T11:00:00Z\n  terms: {due: 2026-03-09}\n"
NOTE = "- act: note\n  by: ana\n  at: 2026-03-04T09:00:00Z\n  kind: comment\n  note: call me first\n"
ONE, TWO = "clm-aaaa1111", "clm-bbbb2222"


def promise(*acts: str, id: str = ONE, head: str = "", state: str = "promised", due: str = "2026-03-06") -> str:
    return (
        f"id: {id}\nwhat: Inspect the vehicle\ncustomer: ana\nperformer: diego\ndue: {due}\n"
        f"criteria:\n- photos\n- estimate\n{head}state: {state}\nhistory:\n" + "".join(acts)
    )


@dataclass
class History:
    folder: Path
    object_format: str = "sha1"
    stream: list[bytes] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        init(self.folder, self.object_format)
        (self.folder / SETTINGS).write_text(settings())

    def git(self, *arguments: str, given: bytes = b"", **environment: str) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        clean = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, **environment}
        done = subprocess.run(
            ["git", *OPTIONS, *arguments],
            cwd=self.folder,
            env={**kept, **clean},
            input=given,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def commit(
        self,
        files: Mapping[str, str | bytes | None] | None = None,
        by: str = "ana",
        at: str = "2026-03-04T12:00:00+00:00",
        parents: Sequence[int] | None = None,
        message: str = "a change",
        modes: Mapping[str, str] | None = None,
        moved: Mapping[str, str] | None = None,
    ) -> int:
        self.count += 1
        above = [self.count - 1] if parents is None and self.count > 1 else list(parents or ())
        when = int(datetime.fromisoformat(at).timestamp())
        who = f"{by.title()} <{by}@example.com> {when} +0000"
        lines = [f"commit refs/heads/main\nmark :{self.count}\nauthor {who}\ncommitter {who}\n".encode()]
        lines.append(_data(message.encode()))
        for place, parent in enumerate(above):
            lines.append(f"{'merge' if place else 'from'} :{parent}\n".encode())
        lines += [f"R {old} {new}\n".encode() for old, new in (moved or {}).items()]
        for path, text in (files or {}).items():
            if text is None:
                lines.append(f"D {path}\n".encode())
            elif (modes or {}).get(path) == "160000":
                lines.append(f"M 160000 {text} {path}\n".encode())
            else:
                content = text if isinstance(text, bytes) else text.encode()
                lines.append(f"M {(modes or {}).get(path, '100644')} inline {path}\n".encode() + _data(content))
        self.stream.append(b"".join(lines) + b"\n")
        return self.count

    def write(self) -> None:
        """Let git import what was not imported yet."""
        if self.stream:
            marks = self.folder / ".git" / "marks"
            known = ["--import-marks=.git/marks"] if marks.exists() else []
            arguments = ["fast-import", "--quiet", "--force", "--export-marks=.git/marks", *known]
            self.git(*arguments, given=b"".join(self.stream))
            self.stream.clear()

    def audit(self, since: str | None = None, checkpoint: Path | None = None) -> Audit:
        self.write()
        return audit(root=self.folder, since=since, checkpoint=checkpoint)

    def begin(self, policy: str = "", people: str = REGISTER, at: str = "2026-03-01T12:00:00+00:00") -> None:
        self.commit({SETTINGS: settings(policy), PEOPLE: people}, at=at)

    def tell(self, *acts: str, id: str = ONE, packed: str | None = None) -> None:
        """Say acts one after the other, each committed by its own `by` within the hour."""
        for number in range(1, len(acts) + 1):
            said = acts[number - 1]
            by = said.split("by: ")[1].split("\n")[0]
            at = said.split("at: ")[1].split("\n")[0].replace("Z", "+00:00")
            self.commit({path_of(id): promise(*acts[:number], id=id)}, by=by, at=at)


def _data(content: bytes) -> bytes:
    return b"data %d\n" % len(content) + content + b"\n"


def caught(seen: Audit) -> set[tuple[str, str]]:
    """Return what an audit caught, as kind and code; late words and words in another's name apart: they are asked for
    elsewhere."""
    return {(one.kind, one.finding.code) for one in seen.caught if one.finding.code not in ("PC504", "PC406")}
