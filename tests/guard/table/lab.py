"""A throw-away repository of ana (customer), diego (performer), eva and the agent bot, written with `git fast-import`.

`start` commits a promise of diego to ana on main, due on 20 April, and stands on a branch `pr`; `say` and `edit` are
commits of the branch; `guard` is `check --base main` of it, `audit` judges main after a merge. Commits of the branch
are of 19 March, a minute apart; the program's clock stands at noon of the 20th.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from promisectl.app.audit.audit import audit
from promisectl.app.check.branch import check_branch
from promisectl.model.digests import confirmation_digest
from promisectl.model.finding import Finding
from promisectl.model.trouble import Trouble
from promisectl.yamltext.raw_acts import conversations

sys.path.insert(0, str(Path(__file__).parents[2]))
from audit.history import History
from cli.program import Program, Said
from quick_git import point_head_to

NOW = "2026-03-20T12:00:00Z"
SETTINGS = "promisectl.yaml"
PEOPLE = "ledgers/people.yaml"
SERVICES = "ledgers/services.yaml"
ID, OTHER = "clm-k7m2x9qd", "clm-w3v5n8rt"
P = f"ledgers/claims/{ID}.yaml"
Q = f"ledgers/claims/{OTHER}.yaml"
REGISTER = """\
people:
  ana: {name: Ana, emails: [ana@example.com]}
  diego: {name: Diego, emails: [diego@example.com]}
  eva: {name: Eva, emails: [eva@example.com]}
  bot: {name: Claims bot, kind: agent, answers-to: diego, emails: [bot@example.com]}
"""


def settings(policy: str = "", more: str = "") -> str:
    """Return a promisectl.yaml in UTC; `policy` without its braces."""
    told = f"policy: {{{policy}}}\n" if policy else ""
    return f"format: 1\ntimezone: UTC\n{told}{more}"


def when(text: str) -> str:
    """Return an instant of March 2026 in UTC: `19T09` and `19T09:30` are told short."""
    if "-" in text:
        return text
    return f"2026-03-{text}" + (":00Z" if ":" in text else ":00:00Z")


def act(verb: str, by: str, at: str = "19T09", **keys: object) -> str:
    """Return an act as it is written; `for_` loses its last underscore, `_` within is `-`."""
    told = "".join(f"  {key.rstrip('_').replace('_', '-')}: {value}\n" for key, value in keys.items())
    return f"- act: {verb}\n  by: {by}\n  at: {when(at)}\n{told}"


def request(by: str = "ana", at: str = "02T09", performer: str = "diego", when_due: str = "due: 2026-04-20") -> str:
    """Return the opening of a promise; `when_due` may be a `within` with its calendar."""
    terms = f"{{what: Inspect the vehicle, performer: {performer}, {when_due}, criteria: [photos]}}"
    return act("request", by, at, terms=terms)


def displaced(by: str, at: str, *acts: str) -> str:
    """Return a note that sets acts aside."""
    inner = "".join(f"  {line}\n" for one in acts for line in one.splitlines())
    return act("note", by, at, kind="displaced") + "  acts:\n" + inner


REQUEST = request()
AGREE = act("agree", "diego", "02T11")
ASK = act("renegotiate", "diego", "19T09", terms="{due: 2026-05-20}", reason="supplier")
YES = act("agree", "ana", "19T10", terms="{due: 2026-05-20}")
DELIVER = act("deliver", "diego", "19T09", evidence="[x]")
ACCEPT = act("accept", "ana", "19T10")
MOVED = "2026-05-20"


def promise(
    *acts: str,
    id: str = ID,
    due: str = "2026-04-20",
    state: str = "promised",
    customer: str = "ana",
    performer: str = "diego",
    more: str = "",
) -> str:
    """Return a promise file; `more` are lines of its head."""
    day = f"due: {due}\n" if due else ""
    return (
        f"id: {id}\nwhat: Inspect the vehicle\ncustomer: {customer}\nperformer: {performer}\n{day}{more}"
        f"criteria: [photos]\nstate: {state}\nhistory:\n" + "".join(acts)
    )


BEGUN = promise(REQUEST, AGREE)


@dataclass(frozen=True)
class Seen:
    """What a command saw: its exit code, and `CODE:e|w|i` of all it found."""

    exit: int
    codes: frozenset[str]
    told: tuple[str, ...] = ()

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Seen:
        codes = frozenset(f"{one.code}:{one.severity.value[0]}" for one in findings)
        told = tuple(
            f"{one.code}:{one.severity.value[0]} {one.promise} {one.message} ({one.note}; {one.help})"
            for one in findings
        )
        return cls(1 if any(code.endswith(":e") for code in codes) else 0, codes, told)

    @property
    def loud(self) -> set[str]:
        """What is more than an info, time and quality apart: they are not the guard's."""
        return {code for code in self.codes if not code.endswith(":i") and code[:3] not in ("PC3", "PC6")}


@dataclass
class Lab(History):
    """A repository with branches; `current` is the one that commits go to."""

    current: str = "main"
    tips: dict[str, int] = field(default_factory=dict)
    changed: dict[int, dict[str, str | bytes | None]] = field(default_factory=dict)
    above: dict[int, list[int]] = field(default_factory=dict)
    trees: dict[int, str] = field(default_factory=dict)
    minutes: int = 0

    def put(
        self,
        files: Mapping[str, str | bytes | None],
        by: str = "diego",
        at: str = "",
        *,
        message: str = "a change",
        committer: str = "",
        parents: Sequence[int] | None = None,
        tree: str = "",
        modes: Mapping[str, str] | None = None,
        committed: str = "",
    ) -> int:
        """Commit files on the current branch. `by` and `committer` are names, or whole `Name <address>` lines."""
        self.count += 1
        said = when(at) if at else self._next()
        on = [self.tips[self.current]] if parents is None and self.current in self.tips else list(parents or ())
        lines = [f"commit refs/heads/{self.current}\nmark :{self.count}\n"]
        lines.append(f"author {_line(by, said)}\ncommitter {_line(committer or by, committed or said)}\n")
        lines.append(f"data {len(message.encode())}\n{message}\n")
        lines += [f"{'merge' if place else 'from'} :{parent}\n" for place, parent in enumerate(on)]
        stream = ["".join(lines).encode()]
        if tree:
            stream.append(f'M 040000 {tree} ""\n'.encode())
        stream += [_entry(path, content, (modes or {}).get(path, "100644")) for path, content in files.items()]
        self.stream.append(b"".join(stream) + b"\n")
        self.tips[self.current] = self.count
        self.changed[self.count], self.above[self.count], self.trees[self.count] = dict(files), on, tree
        return self.count

    def _next(self) -> str:
        self.minutes += 1
        return (datetime.fromisoformat("2026-03-19T12:00:00+00:00") + timedelta(minutes=self.minutes)).isoformat()

    def start(
        self, text: str = BEGUN, *, policy: str = "", people: str = REGISTER, more: str = "", **files: str | None
    ) -> Lab:
        """Let each say their acts on main in commits of their own, and stand on the branch `pr`.

        `files` are by name: `services`, say; they and the registers come first, by ana."""
        known = {"services": SERVICES, "second": Q}
        told = {known[name]: content for name, content in files.items()}
        self.put({SETTINGS: settings(policy, more), PEOPLE: people, **told}, "ana", "01T12", message="base")
        self.tell(text)
        return self.branch("pr")

    def tell(self, text: str, path: str = P) -> None:
        """Commit the acts of a promise one after the other, each by its `by`, half an hour after it was said."""
        head, _, history = text.partition("history:\n")
        acts = ["- act: " + one for one in history.split("- act: ")[1:]]
        for number in range(1, len(acts) + 1):
            said = dict(re.findall(r"^(?:- |  )(act|by|at): (.*)$", acts[number - 1], re.MULTILINE))
            after = (datetime.fromisoformat(said["at"]) + timedelta(minutes=30)).isoformat()
            begun = _head_then(head, said["act"]) if number < len(acts) else head
            self.put({path: begun + "history:\n" + "".join(acts[:number])}, said["by"], after, message=said["act"])

    def branch(self, name: str, start: str = "main") -> Lab:
        """Begin a branch and stand on it."""
        self.tips[name] = self.tips[start]
        self.stream.append(f"reset refs/heads/{name}\nfrom :{self.tips[start]}\n\n".encode())
        return self.on(name)

    def on(self, name: str) -> Lab:
        """Stand on another branch."""
        self.current = name
        return self

    def read(self, path: str = P) -> str:
        """Return a file of the current branch."""
        commit = self.tips[self.current]
        while path not in self.changed[commit] and not self.trees[commit]:
            commit = self.above[commit][0]
        if path in self.changed[commit]:
            content = self.changed[commit][path]
            assert isinstance(content, str)
            return content
        self.write()
        return self.git("cat-file", "blob", f"{self.trees[commit]}:{path}") + "\n"

    def said(self, *acts: str, path: str = P, **head: str) -> str:
        """Return the promise of the branch with acts after its last, and head lines changed (`due`, `state`, …)."""
        text = self.read(path) + "".join(acts)
        for key, value in head.items():
            text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
        return text

    def say(
        self, *acts: str, by: str = "diego", at: str = "", path: str = P, message: str = "said", **head: str
    ) -> int:
        """Commit acts after the last ones, by somebody."""
        return self.put({path: self.said(*acts, path=path, **head)}, by, at, message=message)

    def edit(self, old: str, new: str, by: str = "diego", path: str = P, message: str = "edited") -> int:
        """Commit a change of a file, by somebody."""
        text = self.read(path)
        assert old in text, text
        return self.put({path: text.replace(old, new)}, by, message=message)

    def merge(
        self, other: str, by: str = "eva", files: Mapping[str, str | bytes | None] | None = None, message: str = "merge"
    ) -> int:
        """Merge another branch as git does; `files` are what a person made of the conflicts, or slipped in."""
        ours, theirs = self.tips[self.current], self.tips[other]
        self.write()
        made = self.merged_tree(self.hash(ours), self.hash(theirs), conflicts=files is not None)
        return self.put(files or {}, by, parents=[ours, theirs], tree=made, message=message)

    def squash(self, other: str, by: str = "eva", message: str = "squashed") -> int:
        """Commit what another branch brings as one commit, as a host does."""
        ours, theirs = self.tips[self.current], self.tips[other]
        self.write()
        made = self.merged_tree(self.hash(ours), self.hash(theirs), conflicts=False)
        return self.put({}, by, tree=made, message=message)

    def merged_tree(self, ours: str, theirs: str, *, conflicts: bool) -> str:
        """Return the tree that git makes of two commits."""
        words = ["git", "merge-tree", "--write-tree", "--name-only", ours, theirs]
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or (conflicts and done.returncode == 1), done.stdout + done.stderr
        return done.stdout.splitlines()[0]

    def hash(self, commit: int) -> str:
        """Return the full hash of a commit by its number."""
        self.write()
        return next(
            line.split()[1]
            for line in (self.folder / ".git/marks").read_text().splitlines()
            if line.split()[0] == f":{commit}"
        )

    def run(self, line: str, by: str = "", now: str = "", code: int = 0, message: str = "a command") -> str:
        """Run the program in a checkout of the branch; what it wrote is a commit of `by`, where one is named."""
        self.write()
        now = when(now) if now else self._next()
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        self.git("checkout", "--quiet", "--force", self.current)
        said = Program(self.folder, home, now)(line, code=code)
        self.git("add", "--all")
        changed = self.git("diff", "--cached", "--name-only", "--no-renames").splitlines()
        there = {path: self.folder / path for path in changed}
        files = {path: file.read_bytes().decode() if file.exists() else None for path, file in there.items()}
        point_head_to(self.folder, "main")
        if by:
            assert files, said
            self.put(files, by, now, message=message)
        return said.out + said.err

    def told(self, line: str, code: int = 0, branch: str = "pr") -> Said:
        """Run the program in a checkout of a branch, for what it prints."""
        self.write()
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        self.git("checkout", "--quiet", "--force", branch)
        try:
            return Program(self.folder, home, NOW)(line, code=code)
        finally:
            point_head_to(self.folder, "main")

    def approvals(self, *rows: Mapping[str, object]) -> Path:
        """Write a file of reviews beside the repository: ana's of diego's proposal, changed by what is given."""
        known = {"promise": ID, "act": 3, "terms": {"due": MOVED}, "by": "ana", "source": "https://git.example.org/7"}
        path = self.folder.parent / "approvals.json"
        path.write_text(json.dumps([known | dict(row) for row in rows]))
        return path

    def stands_by(self, *commits: int, by: str = "bea", **more: object) -> Path:
        """Write a file of reviews beside the repository: somebody approves commits, by their numbers."""
        rows = [{"commit": self.hash(one), "by": by, "source": "https://git.example.org/8"} | more for one in commits]
        path = self.folder.parent / "approvals.json"
        path.write_text(json.dumps(rows))
        return path

    def digest(self, position: int, path: str = P) -> str:
        """Return what a confirmation of an act (by its position from 1) names."""
        (one,) = conversations(self.read(path).encode(), "", packed=False)
        return confirmation_digest(one.id, one.acts[:position])

    # The two commands.

    def guard(self, head: str = "pr", base: str = "main", **more: bool | Path | None) -> Seen:
        """Return what `check --base main` says of the branch."""
        self.write()
        try:
            result = check_branch(base, head, root=self.folder, **more)  # type: ignore[arg-type]
        except Trouble as trouble:
            return Seen(2, frozenset(), (str(trouble),))
        return Seen.of(result.check_result.findings)

    def audit(self, how: str = "merge", by: str = "eva", approvals: Path | None = None) -> Seen:
        """Return what `audit` says after the branch was merged, squashed, or as it is (`how` is `alone`)."""
        before = self.current
        if how == "alone":
            landed = "pr"
        else:
            landed = "landed"
            self.branch(landed)
            {"merge": self.merge, "squash": self.squash}[how]("pr", by)
        self.on(before)
        return self.audited(landed, approvals)

    def audited(self, branch: str, approvals: Path | None = None, checkpoint: Path | None = None) -> Seen:
        """Return what `audit` says of a branch."""
        self.write()
        point_head_to(self.folder, branch)
        try:
            return Seen.of(audit(root=self.folder, approvals=approvals, checkpoint=checkpoint).findings)
        except Trouble as trouble:
            return Seen(2, frozenset(), (str(trouble),))
        finally:
            point_head_to(self.folder, "main")

    def passes(
        self, may: str = "", must: str = "", how: str = "merge", reviews: Path | None = None, guard: str = ""
    ) -> None:
        """Hold that neither command finds an error, nor a warning that is not in `may`.

        Both say what `must` names; `guard` is what `check --base` alone says: what plain `check` says of files."""
        for name, seen in (
            ("check --base", self.guard(approvals=reviews)),
            ("audit", self.audit(how, approvals=reviews)),
        ):
            _holds(seen.exit == 0, name, seen)
            _holds(seen.loud <= {*may.split(), *must.split(), *guard.split()}, name, seen)
            _holds(set(must.split()) <= seen.codes, name, seen)
            _holds(name == "audit" or set(guard.split()) <= seen.codes, name, seen)

    def stopped(
        self,
        codes: str,
        audit: str | None = None,
        without: str = "",
        how: str = "merge",
        reviews: Path | None = None,
    ) -> None:
        """Hold that `check --base` stops the branch with these codes, and `audit` the merge of it.

        `audit` are the codes there, "-" where it is not asked: the same, but that PC406 is a warning among published
        commits."""
        seen = self.guard(approvals=reviews)
        _holds(set(codes.split()) <= seen.codes, f"check --base wants {codes}", seen)
        _holds(seen.exit == 1, "check --base stops", seen)
        _holds(not _named(without, seen), f"check --base without {without}", seen)
        if audit == "-":
            return
        wanted = set((codes.replace("PC406:e", "PC406:w") if audit is None else audit).split())
        seen = self.audit(how, approvals=reviews)
        _holds(wanted <= seen.codes, f"audit wants {wanted}", seen)
        _holds(seen.exit == 1 or not any(code.endswith(":e") for code in wanted), "audit stops", seen)
        _holds(not _named(without, seen), f"audit without {without}", seen)


_STATES = {"request": "requested", "offer": "offered", "deliver": "delivered"}


def _head_then(head: str, verb: str) -> str:
    """Return the head as it was after an act: its state; before an agreement a `within` has no due yet."""
    if verb in _STATES and verb != "deliver" and "within: " in head:
        head = re.sub(r"^due: .*\n", "", head, flags=re.MULTILINE)
    return re.sub(r"^state: .*$", f"state: {_STATES.get(verb, 'promised')}", head, flags=re.MULTILINE)


def _named(codes: str, seen: Seen) -> set[str]:
    return {code for code in seen.codes if code in codes.split() or code[:-2] in codes.split()}


def _holds(it: bool, what: str, seen: Seen) -> None:
    assert it, f"{what}: exit {seen.exit}\n" + "\n".join(seen.told)


def _line(who: str, at: str) -> str:
    name = who if "<" in who else f"{who.title()} <{who}@example.com>"
    return f"{name} {int(datetime.fromisoformat(at).timestamp())} +0000"


def _entry(path: str, content: str | bytes | None, mode: str) -> bytes:
    if content is None:
        return f"D {path}\n".encode()
    data = content if isinstance(content, bytes) else content.encode()
    return f"M {mode} inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
