"""Opening: the commands that begin a conversation take the same options, and make terms of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from promisectl.cli.options import speaking
from promisectl.cli.parameters import (
    AgreedBy,
    Calendar,
    Condition,
    ConditionBy,
    Criteria,
    Due,
    Follows,
    Needs,
    OwnId,
    Parameters,
    PartOf,
    PauseOn,
    Reopens,
    ReplyBy,
    Serves,
    Service,
    Tags,
    Waive,
    What,
    When,
    Whom,
    Why,
    Within,
)  # fmt: skip

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


def opening_command(verb: str, explanation: str) -> Callable[..., None]:
    """Return the command that opens with this act: all of them take the same options."""

    def command(
        session: ActSession,
        person: Whom = None,
        what: What = None,
        when: When = None,
        criteria: Criteria = None,
        agreed_by: AgreedBy = None,
        service: Service = None,
        parameters: Parameters = None,
        due: Due = None,
        within: Within = None,
        calendar: Calendar = None,
        condition: Condition = None,
        condition_by: ConditionBy = None,
        pause_on: PauseOn = None,
        reply_by: ReplyBy = None,
        why: Why = None,
        waive: Waive = False,
        serves: Serves = None,
        tags: Tags = None,
        needs: Needs = None,
        part_of: PartOf = None,
        follows: Follows = None,
        reopens: Reopens = None,
        id: OwnId = None,
    ) -> None:
        options = {name: value for name, value in locals().items() if name not in ("session", "verb")}
        open_promise(session, verb, options)

    command.__doc__ = explanation
    return speaking(command)


def open_promise(session: ActSession, verb: str, options: dict[str, Any]) -> None:
    """Open a conversation with the act named, its terms as the options say, asking for what is missing."""
    from promisectl.app.acts.opening import Opening, open_new
    from promisectl.app.acts.record import ActRequest
    from promisectl.cli.own_record import say_own_record
    from promisectl.cli.speaking import agreed_by, common_fields, remark_on, tell
    from promisectl.model.act import Verb

    common = common_fields(session)
    agreed = agreed_by(session, options["agreed_by"])
    via = common.pop("via", None) if agreed else None
    fields = {**common, "why": options["why"]}
    if options["reply_by"]:
        fields["reply-by"] = session.when(options["reply_by"]).isoformat()
    request = ActRequest(Verb(verb), session.speaker(), session.at(), fields, agreed, via)
    role = "performer" if verb == "request" else "customer"
    free, ledger = _free(session, options), session.shared.ledger
    remark = None
    if options["service"]:
        opening, remark = _from_service(session, options, role, request, free)
    else:
        terms = _all_terms(session, options, role)
        opening = Opening(request, terms, free, options["id"], ledger)
    spoken = open_new(session.workspace, opening)
    if not _committed_late(session, spoken):
        tell(session, [spoken])
        remark_on(session, remark)
        say_own_record(session, spoken)


def _committed_late(session: Any, spoken: Any) -> bool:
    """Whether the same was written before and only git had refused to commit it: then that is committed now."""
    from promisectl.app.acts.opening import written_before
    from promisectl.cli.speaking import commit_message, document
    from promisectl.git.as_user import commit_files, untracked
    from promisectl.model.message import M

    repository = None if session.shared.dry_run else session.repository_to_commit_to()
    if repository is None:
        return False
    same = written_before(session.workspace, spoken, untracked(repository, session.workspace.ledgers))
    if same is None:
        return False
    message = commit_message(spoken).replace(spoken.view.id, same.view.id, 1)
    commit_files(repository, [same.change.path], message)
    if not session.console.is_text:
        session.console.json(document(same))
    elif not session.shared.quiet:
        done = M("{id}: it was written before; now it is committed", id=session.short()(same.view.id))
        session.console.sentences([session.console.say(done)])
    return True


def _from_service(
    session: Any, options: dict[str, Any], role: str, request: Any, free: dict[str, Any]
) -> tuple[Any, Any]:
    """Return the opening, its terms the service's with what was told in their place, and what there is to remark."""
    from promisectl.app.acts.agreeing_beforehand import with_standing_agreement
    from promisectl.app.acts.opening import Opening
    from promisectl.app.acts.services import merged, name_of_service, order
    from promisectl.model.moment import local_day

    workspace = session.workspace
    name = name_of_service(workspace, options["service"])
    day = local_day(request.at or workspace.now, workspace.zone)
    taken = order(workspace, name, _parameters(options["parameters"] or []), day)
    terms = merged(taken, _terms(session, options, role))
    if terms.get(role) is None:
        terms[role] = _asked_person(session)
    both = {key: [*taken.free.get(key, ()), *free.get(key, ())] for key in ("serves", "tags")}
    free = {**taken.free, **free, **{key: value for key, value in both.items() if value}}
    asked = with_standing_agreement(workspace, name, terms, request)
    ledger = session.shared.ledger or taken.ledger
    opening = Opening(asked.request, terms, free, options["id"] or taken.id, ledger)
    return opening, asked.remark


def _parameters(words: list[str]) -> dict[str, str]:
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    values = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise Trouble(M("“{word}” sets nothing", word=word), help=M("write it like --set claim=88123"))
        values[name.strip()] = value
    return values


def _all_terms(session: Any, options: dict[str, Any], role: str) -> dict[str, Any]:
    """Return the terms told, asking for those that no promise goes without."""
    from promisectl.cli.asking import ask, ask_for
    from promisectl.model.message import M
    from promisectl.model.moment import write_moment

    if options["person"] is None:
        options["person"] = _asked_person(session)
    if options["what"] is None:
        options["what"] = ask(session.console, M("What?"), M("WHAT"), M('"Inspect the vehicle of claim 88123"'))
    if (options["when"] or options["due"] or options["within"]) is None:
        question = M("By when?")
        example = M("fri or 2026-03-06, or --within 45d")
        day = ask_for(session.console, question, M("WHEN (or --due WHEN)"), example, session.when)
        options["when"] = write_moment(day)
    return _terms(session, options, role)


def _asked_person(session: Any) -> str:
    from promisectl.cli.asking import ask_for
    from promisectl.model.message import M

    person: str = ask_for(session.console, M("Whom?"), M("PERSON"), "ana", session.person)
    return person


def _terms(session: Any, options: dict[str, Any], role: str) -> dict[str, Any]:
    """Return the terms that were told, by the file's keys."""
    from promisectl.cli.past_dues import due_of
    from promisectl.cli.speaking import known_reasons

    terms: dict[str, Any] = {role: session.person(options["person"])} if options["person"] else {}
    if options["what"] is not None:
        terms["what"] = title(session, options["what"])
    when = options["when"] or options["due"]
    if when is not None:
        terms["due"] = due_of(session, when).isoformat()
    for key in ("within", "calendar"):
        if options[key]:
            terms[key] = options[key]
    if options["condition"] and "within" in terms and " from " not in terms["within"]:
        terms["within"] += " from activation"
    if options["criteria"] or options["waive"]:
        terms["criteria"] = list(options["criteria"] or [])
    if options["condition"]:
        by = options["condition_by"]
        terms["condition"] = {"text": options["condition"], **({"by": session.when(by).isoformat()} if by else {})}
    if options["pause_on"]:
        terms["pause-on"] = known_reasons(session, options["pause_on"])
    return terms


def title(session: Any, what: str) -> str:
    """Return what is promised as one line, and say so where it was written in several."""
    from promisectl.model.message import M

    lines = [line.strip() for line in what.splitlines()]
    if len(lines) < 2:
        return what
    session.console.remark(M("what is promised is one line: its lines were joined"))
    return " ".join(line for line in lines if line)


def _free(session: Any, options: dict[str, Any]) -> dict[str, Any]:
    from promisectl.app.ledger.links import linked

    free = {"serves": options["serves"], "tags": options["tags"], "needs": options["needs"]}
    free |= {"part-of": options["part_of"], "follows": options["follows"], "reopens": options["reopens"]}
    return {key: linked(session.workspace, key, value) for key, value in free.items() if value}
