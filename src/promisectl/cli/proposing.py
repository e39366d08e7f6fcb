"""Proposing: other terms, before the agreement and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


def _terms(session: Any, options: dict[str, Any]) -> dict[str, Any]:
    from promisectl.cli.opening import title
    from promisectl.cli.past_dues import due_of
    from promisectl.cli.speaking import known_reasons
    from promisectl.model.moment import write_moment

    terms: dict[str, Any] = {}
    when = options["when"] or options["due"]
    for key in ("what", "performer", "customer"):
        value = options.get(key)
        if value:
            terms[key] = session.person(value) if key != "what" else title(session, value)
    if when:
        terms["due"] = write_moment(due_of(session, when))
    for key in ("within", "calendar"):
        if options[key]:
            terms[key] = options[key]
    if options["criteria"]:
        terms["criteria"] = list(options["criteria"])
    if options["condition"]:
        by = options["condition_by"]
        terms["condition"] = {"text": options["condition"], **({"by": write_moment(session.when(by))} if by else {})}
    if options["pause_on"]:
        terms["pause-on"] = known_reasons(session, options["pause_on"])
    return terms | {_optional(key): None for key in options["drop"] or []}


def _asked_another(session: Any, id: str, fields: dict[str, Any], options: dict[str, Any]) -> bool:
    """Whether a counter that names another person was said: as a withdrawal and a new request or offer."""
    from promisectl.app.acts.asking_another import ask_another
    from promisectl.app.acts.record import ActRequest
    from promisectl.cli.speaking import agreed_by, common_fields, tell
    from promisectl.model.act import Verb

    agreed = agreed_by(session, options["agreed_by"])
    carried = common_fields(session)
    via = carried.pop("via", None) if agreed else None
    request = ActRequest(Verb.COUNTER, session.speaker(), session.at(), {**carried, **fields}, agreed, via)
    spoken = ask_another(session.workspace, id, request, session.shared.ledger)
    if spoken is not None:
        tell(session, spoken)
    return spoken is not None


def _optional(term: str) -> str:
    from promisectl.model.folding import fold_name
    from promisectl.model.message import M
    from promisectl.model.terms import TERMS, key_of
    from promisectl.model.trouble import Trouble

    known = {key_of(name): name for name in TERMS if name not in ("what", "customer", "performer")}
    if term in known:
        return term
    spoken = _spoken_terms(list(known.values())).get(fold_name(term))
    if spoken is not None:
        return key_of(spoken)
    raise Trouble(
        M("“{name}” is no term that can be dropped", name=term),
        help=M("use one of: {names}", names=", ".join(known)),
    )


def _spoken_terms(names: list[str]) -> dict[str, str]:
    """Return terms by what the screens call them, in every language."""
    from promisectl.formats.phrases import TERM_NAMES
    from promisectl.formats.translator import Translator
    from promisectl.model.folding import fold_name
    from promisectl.model.languages import LANGUAGES

    all_words = [Translator(language) for language in LANGUAGES]
    return {fold_name(words.say(TERM_NAMES[name])): name for words in all_words for name in names}


def propose(session: ActSession, verb: str, id: str, options: dict[str, Any]) -> None:
    """Propose other terms with the act named, as the options say."""
    from promisectl.cli.speaking import agreed_by
    from promisectl.model.moment import write_moment

    terms = _terms(session, options)
    fields: dict[str, Any] = {"terms": terms, "why": options.get("why")}
    if options.get("reply_by"):
        fields["reply-by"] = write_moment(session.when(options["reply_by"]))
    if options.get("wording"):
        fields["material"] = "false"
    names_another = verb == "counter" and (options["performer"] or options["customer"])
    if names_another and _asked_another(session, id, fields, options):
        return
    if options.get("what_if"):
        show_what_if(session, verb, id, fields)
        return
    session.speak(verb, [id], fields, agreed=agreed_by(session, options["agreed_by"]))


def show_what_if(session: ActSession, verb: str, id: str, fields: dict[str, Any]) -> None:
    """Show what an act would bring: who must agree, what it threatens, what becomes of the rates."""
    from promisectl.app.acts.record import ActRequest
    from promisectl.app.acts.what_if import what_if
    from promisectl.cli.speaking import common_fields
    from promisectl.formats.what_if import what_if_json, what_if_screen
    from promisectl.model.act import Verb

    said = {"reason": "other", **common_fields(session), **fields}
    request = ActRequest(Verb(verb), session.speaker(), session.at(), said)
    seen = what_if(session.workspace, id, request, session.shared.ledger)
    if session.console.is_text:
        session.console.show(what_if_screen(seen, session.console.reader(session.short())))
    else:
        session.console.json(what_if_json(seen))
