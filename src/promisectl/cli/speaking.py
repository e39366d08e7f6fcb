"""Speaking from the command line: from options to an act, and from what was said to the line that tells it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from promisectl.app.acts import reasons
from promisectl.app.acts.completing import as_raw
from promisectl.app.acts.record import ActRequest, RecordedAct, plan_act
from promisectl.app.interchange.act_document import spoken_json
from promisectl.cli.asking import ask_for, can_ask, confirm
from promisectl.cli.language import current
from promisectl.cli.options import Shared
from promisectl.cli.output.console import Console
from promisectl.cli.session import Session, readable_workspace
from promisectl.formats.reader import Reader
from promisectl.formats.spoken_text import spoken_fields, spoken_lines
from promisectl.git.as_user import private_folder
from promisectl.git.repository import find_repository
from promisectl.lifecycle.preconditions import NOTHING_CHANGES
from promisectl.lifecycle.table import MOVES
from promisectl.model.act import Verb
from promisectl.model.message import M, Message
from promisectl.model.terms import key_of
from promisectl.model.trouble import Trouble
from promisectl.store.before_acts import keep_before

if TYPE_CHECKING:
    from promisectl.formats.documents.shared import SpokenDocument


def common_fields(session: Session) -> dict[str, Any]:
    """Return what every act may carry, from the shared options."""
    shared = session.shared
    fields: dict[str, Any] = {}
    if shared.for_:
        fields["for"] = session.person(shared.for_)
    for key in ("via", "note"):
        if getattr(shared, key) is not None:
            fields[key] = getattr(shared, key)
    if shared.reason is not None:
        fields["reason"] = known_reason(session, shared.reason)
    return fields


def known_reason(session: Session, code: str) -> str:
    """Return a reason code; Trouble with a suggestion for an unknown one."""
    return reasons.known_reason(session.workspace, code)


def known_reasons(session: Session, codes: Sequence[str]) -> list[str]:
    """Return reason codes as the settings know them, with commas between them or one by one."""
    return [known_reason(session, code.strip()) for text in codes for code in text.split(",")]


def agreed_by(session: Session, handle: str | None) -> str | None:
    """Return who agreed in the room; Trouble without --via, which says where."""
    if handle is None:
        return None
    if session.shared.via is None:
        raise Trouble(
            M("--agreed-by says that both were in the room, so it needs --via"),
            help=M('add where it was said: --via "stand-up"'),
        )
    return session.person(handle)


class ActSession(Session):
    """A session in which somebody speaks: an act is planned in every promise named, written, and told."""

    def speak(
        self,
        verb: str | Verb,
        ids: Sequence[str],
        fields: Mapping[str, Any] | None = None,
        *,
        agreed: str | None = None,
        sure: Message | None = None,
    ) -> None:
        """Say an act in every promise named, with what the shared options carry, and tell what was said.

        The law is asked before the person is: for a reason that is missing, and whether they are `sure`.
        """
        verb = Verb(verb)
        carried = common_fields(self)
        via = carried.pop("via", None) if agreed else None
        said = {**carried, **(fields or {})}
        asks = "reason" not in said and not said.get("clear") and _needs_reason(verb) and can_ask(self.console)
        request = ActRequest(verb, self.speaker(), self.at(), said, agreed, via)
        if asks:
            self._plan(ids, replace(request, fields={**said, "reason": "other"}))
            request = replace(request, fields={**said, "reason": self._asked_reason()})
        recorded = self._plan(ids, request)
        if sure is not None:
            confirm(self.console, sure)
        tell(self, recorded)

    def _plan(self, ids: Sequence[str], request: ActRequest) -> list[RecordedAct]:
        try:
            return plan_act(self.workspace, ids, request, self.shared.ledger)
        except Trouble as trouble:
            raise _with_option(trouble, request.fields) from None

    def answer(self, ids: Sequence[str], *, yes: bool, fields: Mapping[str, Any] | None = None) -> None:
        """Say yes or no in every promise named: the act follows from where they stand, and is echoed."""
        from promisectl.app.acts.answer import the_answer

        speaker = self.person(self.shared.for_) if self.shared.for_ else self.speaker()
        verb = the_answer(self.workspace, ids, speaker, yes=yes, ledger=self.shared.ledger)
        if self.console.is_text:
            self.console.remark(M("this is `{verb}`", verb=verb.value))
        self.speak(verb, ids, fields)

    def _asked_reason(self) -> str:
        words = (self.words.reason(code) for code in reasons.reason_codes(self.workspace))
        question = M("Why? One of: {names}:", names=", ".join(words))
        return ask_for(self.console, question, "--reason", M("capacity"), lambda answer: known_reason(self, answer))


def open_session(shared: Shared, formats: Sequence[str] = ("text", "json")) -> ActSession:
    """Return the workspace the options name, opened to speak in; BadFiles where people.yaml does not hold."""
    return ActSession(shared, Console(shared, current(), formats), readable_workspace(shared))


def _needs_reason(verb: Verb) -> bool:
    return any("reason" in move.needs for move in MOVES if move.verb is verb)


_OPTIONS = {
    "reason": M("--reason capacity"),
    "evidence": M("-e EVIDENCE"),
    "unmet": M("--unmet CRITERION"),
    "delivered-on": M("--delivered-on DAY"),
}


def _with_option(trouble: Trouble, said: Mapping[str, Any]) -> Trouble:
    """Where the law misses something, name the option that says it: its own help is for files written by hand."""
    if trouble.code == "PC202":
        for key, option in _OPTIONS.items():
            if not said.get(key) and f"`{key}`" in str(trouble.note):
                trouble.help = M("add {option}", option=option)
    if trouble.note == NOTHING_CHANGES:
        trouble.help = M("name at least one term that changes, such as `--due WHEN`")
    return trouble


def tell(session: Session, spoken: Sequence[RecordedAct]) -> None:
    """Write what was judged, or show it with --dry-run, and tell it."""
    written = keep(session, spoken)
    if not session.console.is_text:
        documents = [document(recorded) for recorded in spoken]
        session.console.json(documents[0] if len(documents) == 1 else {"acts": documents})
        return
    if session.shared.quiet:
        if written and spoken[0].before is None:
            session.console.print(spoken[0].view.id)
        return
    reader = session.console.reader(session.short())
    if reader.plain and written:
        _tell_fields(session, spoken, reader)
        return
    for said in spoken:
        lines = spoken_lines(said.view, said.act.act, said.before, reader)
        if written:
            session.console.sentences(lines)
        else:
            session.console.remark(M("dry run, nothing written: {line}", line=lines[0]))


def remark_on(session: Session, remark: Message | None) -> None:
    """Say something about what was told; it comes after it."""
    if remark is not None and not session.shared.quiet:
        sys.stdout.flush()
        session.console.remark(remark)


def _tell_fields(session: Session, spoken: Sequence[RecordedAct], reader: Reader) -> None:
    blocks = ["\n".join(spoken_fields(said.view, said.before, reader)) for said in spoken]
    session.console.print("\n\n".join(blocks))


def keep(session: Session, spoken: Sequence[RecordedAct]) -> bool:
    """Write what was judged, or show it with --dry-run; True where it was written.

    What the files held before is kept beside git's own files, for `undo`.
    """
    written = session.write_each([recorded.change for recorded in spoken], [commit_message(one) for one in spoken])
    if written:
        _keep_before(session, spoken)
    return written


def _keep_before(session: Session, spoken: Sequence[RecordedAct]) -> None:
    repository = find_repository(session.workspace.root)
    if repository is None:
        return
    private = private_folder(repository)
    for recorded in spoken:
        before, after = recorded.change.before, recorded.change.after
        if before is not None and after is not None:
            keep_before(private, recorded.view.id, after, before)


def document(spoken: RecordedAct) -> SpokenDocument:
    """Return what was said in one promise as JSON has it."""
    return spoken_json(spoken)


def _term(value: Any) -> str:
    """Return a term as the message of a commit says it."""
    raw = as_raw(value)
    if isinstance(raw, list):
        return "; ".join(str(item) for item in raw)
    return str(raw["text"]) if isinstance(raw, dict) and "text" in raw else str(raw)


def commit_message(spoken: RecordedAct) -> str:
    """Return the message of a commit: `clm-k7m2x9qd: renegotiate due 2026-03-04 -> 2026-03-06`."""
    act, standing = spoken.act, spoken.view.standing
    detail = ""
    if spoken.before is None:
        detail = f" {spoken.view.terms.what}"
    elif act.terms is not None and act.act is not Verb.AGREE and standing is not None:
        old = spoken.view.promise.file if standing.proposal is not None else None
        changes = []
        for name, value in act.terms.given().items():
            before = getattr(old, name, None) if old is not None else None
            change = f"{_term(before)} -> {_term(value)}" if before is not None else _term(value)
            changes.append(f" {key_of(name)} {change}")
        detail = ",".join(changes)
    line = f"{spoken.view.id}: {act.act.value}{detail}".replace("\n", " ")
    return line if len(line) <= 100 else line[:99] + "…"
