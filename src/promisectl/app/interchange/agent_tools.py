"""Tools: what an agent may do here through a protocol, in the name that a person gave it at the start.

The agent looks at everything and says the five acts that are an agent's, as itself and now: it names no other speaker,
no other moment, and records nobody else's words. Each call reads the files anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from promisectl.app.acts.batch import Applied, Row, apply_lines
from promisectl.app.check.workspace import check_workspace
from promisectl.app.interchange.act_document import diff_of, spoken_json
from promisectl.app.ledger.identity import is_agent
from promisectl.app.ledger.lookup import find_entry
from promisectl.app.ledger.standings import chosen, load_snapshot, snapshot_of
from promisectl.formats.findings_json import finding_object
from promisectl.formats.promises_json import as_of_day, next_json, promise_json, shown_json
from promisectl.lifecycle.agents import may_say
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.acts import AGENTS_MAY
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.files import write_all
from promisectl.store.reading import Loaded, read_entry
from promisectl.store.workspace import Workspace, open_workspace

FIXED = ("by", "for", "at")
MOST = 200


def agent_of(workspace: Workspace, handle: str) -> str:
    """Return the handle of a registered agent; Trouble for a person, in whose name no program speaks here."""
    if is_agent(workspace, handle):
        return handle
    raise Trouble(
        M("{handle} is a person; a program speaks here as an agent", handle=handle),
        help=M("register one with `promisectl person add bot --agent --answers-to {handle}`", handle=handle),
        code="agent",
    )


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools of one agent in one workspace. With `commit`, what it records is committed."""

    root: Path
    agent: str
    commit: bool = False

    def list(self, where: str = "", limit: int = 50) -> dict[str, Any]:
        """Return the promises a query keeps, by due; the open ones where it names no states.

        `left_out` counts the files that cannot be read, where there are any; `check` says why.
        """
        snapshot = load_snapshot(root=self.root, lenient=True)
        views, query = chosen(snapshot, where, self.agent)
        if query is None or not query.sets_scope:
            views = _not_closed(views)
        shown = sorted(views, key=_by_due)[: max(1, min(limit, MOST))]
        day = as_of_day(snapshot.as_of, snapshot.workspace.zone)
        document: dict[str, Any] = {"as_of": day, "promises": [promise_json(view) for view in shown]}
        document["found"] = len(views)
        if snapshot.left_out:
            document["left_out"] = snapshot.left_out
        return document

    def show(self, promise: str) -> dict[str, Any]:
        """Return one promise with its terms and its history."""
        return {"promise": shown_json(self._view(promise))}

    def next(self, promise: str) -> dict[str, Any]:
        """Return the lawful acts, and which of them are the agent's."""
        view = self._view(promise)
        rows = next_json(view)
        context = open_workspace(self.root).context()
        mine = [
            row["act"]
            for row in rows
            if row["by"] in (self.agent, None) and may_say(self.agent, Verb(row["act"]), context)
        ]
        return {"promise": view.id, "speaker": self.agent, "yours": [*mine, Verb.NOTE.value], "next": rows}

    def check(self, promise: str = "") -> dict[str, Any]:
        """Return what `check` finds, in one promise or in all."""
        checked = check_workspace(root=self.root)
        findings = checked.findings
        if promise:
            name = Path(find_entry(open_workspace(self.root), promise).path).stem
            findings = [finding for finding in findings if finding.promise == name]
        return {
            "as_of": checked.day,
            "findings": [finding_object(finding) for finding in findings[:MOST]],
            "found": len(findings),
        }

    def propose(self, acts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return what saying these acts would write; nothing is written."""
        workspace, applied = self._judged(acts, None)
        diff = "".join(diff_of(change, workspace.root) for change in applied.changes)
        return {"written": False, "lines": [_row(row) for row in applied.rows], "diff": diff}

    def record(self, acts: Sequence[Mapping[str, Any]], key: str) -> dict[str, Any]:
        """Say these acts, all or none; said again under the same key, nothing is written twice."""
        workspace, applied = self._judged(acts, key)
        write_all(applied.changes)
        if self.commit and applied.changes:
            _commit(workspace, applied, key)
        return {"written": bool(applied.changes), "lines": [_row(row) for row in applied.rows]}

    def _view(self, id_or_prefix: str) -> View:
        workspace = open_workspace(self.root)
        loaded = Loaded()
        read_entry(find_entry(workspace, id_or_prefix), loaded)
        return snapshot_of(workspace, loaded).views[0]

    def _judged(self, acts: Sequence[Mapping[str, Any]], key: str | None) -> tuple[Workspace, Applied]:
        workspace = open_workspace(self.root)
        agent_of(workspace, self.agent)
        for number, act in enumerate(acts, 1):
            _need_own_words(number, act, workspace, self.agent)
        lines = [json.dumps({**act, "by": self.agent}) for act in acts]
        return workspace, apply_lines(workspace, lines, by=self.agent, key=key, ledger=None)


def _not_closed(views: Sequence[View]) -> list[View]:
    return [view for view in views if not view.is_closed]


def _by_due(view: View) -> tuple[bool, str, str]:
    """Return what puts promises in order: by due, those without one at the end, then by id."""
    return view.due is None, str(view.due or ""), view.id


def _need_own_words(number: int, act: Mapping[str, Any], workspace: Workspace, agent: str) -> None:
    """Trouble where an act is not the agent's to say, or says what is fixed: who speaks, for whom, when."""
    for key in FIXED:
        if key in act and not _names_itself(key, act, agent):
            raise _not_its_to_say(number, key, agent)
    verb = act.get("act")
    if _is_a_persons(verb):
        person = workspace.people.by_handle[workspace.people.current(agent)].answers_to
        raise _a_persons_act(number, agent, act, person)


def _names_itself(key: str, act: Mapping[str, Any], agent: str) -> bool:
    return key == "by" and bool(act[key] == agent)


def _is_a_persons(verb: Any) -> bool:
    """Whether an act is one that no agent says; what is no act at all is told later."""
    return verb in list(Verb) and verb not in AGENTS_MAY


def _not_its_to_say(number: int, key: str, agent: str) -> Trouble:
    return Trouble(
        M(
            "line {line}: `{key}` is not for the agent to say: it speaks as {agent}, now",
            line=number,
            key=key,
            agent=agent,
        ),
        help=M("leave it out; a person records what others said"),
        code="agent",
        exit_code=1,
    )


def _a_persons_act(number: int, agent: str, act: Mapping[str, Any], person: str | None) -> Trouble:
    return Trouble(
        M("line {line}: {agent} is an agent; `{verb}` is a person's", line=number, agent=agent, verb=act["act"]),
        help=M(
            "let {person} say it: `promisectl {verb} {id}`",
            person=person or M("a person"),
            verb=act["act"],
            id=act.get("promise") or "ID",
        ),
        code="PC506",
        exit_code=1,
        legal=tuple(sorted(AGENTS_MAY)),
    )


def _row(row: Row) -> dict[str, Any]:
    document = {"line": row.line, "there": row.spoken is None, "id": row.promise, "verb": row.verb.value}
    return {**document, **(spoken_json(row.spoken) if row.spoken is not None else {})}


def _commit(workspace: Workspace, applied: Applied, key: str) -> None:
    from promisectl.git.as_user import commit_files
    from promisectl.git.repository import find_repository

    repository = find_repository(workspace.root)
    names = ", ".join(dict.fromkeys(f"{row.promise}: {row.verb.value}" for row in applied.rows if row.spoken))
    if repository is not None:
        commit_files(repository, [change.path for change in applied.changes], f"{names} (run {key})")
