"""What each key of a file is for, in one sentence: an editor shows it where the pointer rests."""

from __future__ import annotations

from collections.abc import Mapping

from promisectl.model.message import M, Message

DOCUMENTS: Mapping[str, Message] = {
    "promise": M("A promise: the head says what is in force, the history who said what and when."),
    "people": M("Who may speak, and the areas they work in."),
    "settings": M("The settings of a workspace. Only `format` is required."),
    "services": M("Standing promises that requests take their terms from."),
    "objectives": M("What is wanted and by when: objectives with their key results, and KPIs with their bands."),
}

_TERMS: Mapping[str, Message] = {
    "what": M("What is promised, in one sentence."),
    "customer": M("To whom: a handle of people.yaml, or ext:something. Only the customer declares satisfaction."),
    "performer": M("Who answers for it: a handle of people.yaml, or ext:something. A person, never a team."),
    "due": M("By when: a day (2026-03-06, until its end) or an instant with offset."),
    "within": M("How long it may take, such as 2bd from activation (d days, bd business days, bh business hours)."),
    "calendar": M("The calendar of promisectl.yaml that business days are counted in."),
    "criteria": M("The conditions of satisfaction: how both will know that it was done."),
    "condition": M("What must come true before anything is owed."),
    "pause-on": M("The reasons for which the performer may stop the clock."),
}

_HEAD: Mapping[str, Message] = {
    "id": M("The name of the promise and of its file; never changed, never used again."),
    **_TERMS,
    "serves": M("The objectives or key results it serves, by id."),
    "tags": M("Words to find it by."),
    "priority": M("1 comes first."),
    "needs": M("The promises it waits for: ids, or {id, lead: 2d}."),
    "part-of": M("The promise it is a part of."),
    "follows": M("The closed promise it follows."),
    "reopens": M("The closed promise whose concern it takes up again."),
    "service": M("The service of services.yaml that its terms come from."),
    "instance": M("The period of a recurring service."),
    "weight": M("How much it counts in weighted rates, 1 to 10."),
    "impact": M("How much depends on it, 1 to 5."),
    "effort": M("How much work it is, 1 to 5."),
    "fallback": M("What happens if it is not kept."),
    "segment": M("The kind of customer."),
    "channel": M("The channel it came by."),
    "touchpoint": M("Where the customer meets it."),
    "layer": M("Whether the customer sees it: frontstage, backstage or support."),
    "links": M("Where more can be read."),
    "notes": M("Free text; no part of the agreement."),
    "state": M("Where the conversation stands. It follows from the history: speak an act instead of changing it."),
    "history": M("The acts, in the order spoken. It only grows: what was said stays said."),
}

_ACT: Mapping[str, Message] = {
    "act": M("What is said."),
    "by": M("Who wrote it down; the speaker too, unless `for` names another."),
    "at": M("When it was said: an instant with offset, or a day."),
    "for": M("Whose words these are, where somebody else wrote them down."),
    "via": M("Where the words were spoken, such as phone, 6 March."),
    "note": M("A free text."),
    "reason": M("Why, as one code; free text goes to `note`."),
    "terms": M("The terms it opens with, changes, or agrees to."),
    "reply-by": M("By when an answer is wanted."),
    "why": M("What it is for."),
    "understood": M("What was understood, in one's own words."),
    "due": M("The due that the starting clock comes to; computed once and stored."),
    "calendar": M("The calendar the due was counted in."),
    "without": M("The public holidays that were skipped in counting the due or the dues."),
    "material": M("false: a change of wording that both take for no change of substance."),
    "forecast": M("The day that is expected now, or unknown."),
    "help": M("What would help."),
    "clear": M("true: the trouble is over."),
    "evidence": M("Where the result can be seen."),
    "dues": M("The three dues after a pause."),
    "as": M("Accepted in full or in part."),
    "fraction": M("The share that was met, such as 0.8."),
    "rating": M("How satisfied, from 1 to 5."),
    "delivered-on": M("The day it came, where nobody declared it delivered."),
    "unmet": M("The criteria in force that the delivery does not meet."),
    "remedy": M("What is offered instead."),
    "kind": M("The kind of a note."),
    "of": M("What a note of kind confirmed confirms: sha256 of the id and all acts up to one."),
    "acts": M("The acts that a merge or a mending set aside, whole."),
}

_PERSON: Mapping[str, Message] = {
    "name": M("The name to show."),
    "emails": M("The addresses that git knows this person by."),
    "area": M("The area, or the areas by the day each began."),
    "keys": M("Public keys: OpenSSH, or armoured OpenPGP."),
    "accounts": M("Accounts on git hosts."),
    "left": M("The last day; from then on a steward speaks in that place."),
    "formerly": M("Handles this person went by before."),
    "kind": M("person, or agent for a program: it requests, offers, notes, warns and delivers, and no more."),
    "answers-to": M("The person an agent answers to."),
}

_SETTINGS: Mapping[str, Message] = {
    "format": M("The version of the file format: 1."),
    "timezone": M("The IANA zone of every day, such as America/Santiago."),
    "language": M("The language to speak where nobody says otherwise: en or es."),
    "ledgers": M("The folder of the ledgers."),
    "default-ledger": M("The ledger new promises go to."),
    "prefixes": M("How ids begin, by ledger."),
    "default-calendar": M("The calendar that business days are counted in where none is named."),
    "calendars": M("Business calendars by name."),
    "reasons": M("Reason codes besides the built-in ones, with the words to show."),
    "check": M("What `check` looks for and how heavy it weighs."),
    "wip-limit": M("How many open promises one performer may have."),
    "own-record": M("Whether whoever promises something is told how long their last promises took; for them alone."),
    "targets": M("The rates to reach."),
    "handoffs": M("Pairs of areas that are expected to hold promises."),
    "repository-url": M("Where files can be seen, for links in reports."),
    "schema-comment": M("Whether new files begin with the comment that tells an editor their schema."),
    "queries": M("Saved queries, used as @name."),
    "policy": M("Whose word counts, and who keeps the settings."),
}

_OBJECTIVE: Mapping[str, Message] = {
    "text": M("What is wanted, in words: numbers belong to the key results."),
    "owner": M("The handle of whoever answers for it."),
    "period": M("The year, half, quarter or month it belongs to, such as 2026-Q2."),
    "parent": M("The objective it is for."),
    "hypothesis": M("Why these key results would bring it about; what would prove it wrong."),
    "impact": M("How much depends on it, 1 to 5."),
    "effort": M("How much work it is, 1 to 5."),
    "key-results": M("The numbers that say whether it is reached, by id."),
    "check-ins": M("Where its key results stood; `promisectl goal checkin` adds to them."),
}

_KEY_RESULT: Mapping[str, Message] = {
    "text": M("What is measured."),
    "owner": M("Whoever answers for it, where that is not the objective's owner."),
    "unit": M("The unit of the numbers."),
    "start": M("Where it stood when the period began; left out where the target is to be kept."),
    "target": M("Where it shall stand when the period ends; below the start where less is better."),
    "kind": M("reach: from start to target; keep: the target holds all the time."),
}

_CHECK_IN: Mapping[str, Message] = {
    "kr": M("The key result."),
    "at": M("When it stood there: a day, or an instant with offset."),
    "by": M("Who says so."),
    "value": M("The number, without its unit."),
    "confidence": M("How confident that the target will be reached, from 1 to 10."),
    "note": M("A free text."),
}

_KPI: Mapping[str, Message] = {
    "text": M("What is measured."),
    "owner": M("The handle of whoever answers for it."),
    "unit": M("The unit of the numbers."),
    "band": M("The two numbers it shall stay between, the lower one first."),
    "plan": M("The promises that bring it back into its band."),
    "check-ins": M("Where it stood; `promisectl goal checkin` adds to them."),
}

KEYS: Mapping[str, Mapping[str, Message]] = {
    "promise": _HEAD,
    "settings": _SETTINGS,
    "people": {"people": M("People and agents, by handle."), "areas": M("Areas, by name.")},
    "TermsPart": _TERMS,
    "Act": _ACT,
    "Condition": {"text": M("What must come true."), "by": M("By when; after that the promise lapses.")},
    "Need": {"id": M("The promise it waits for."), "lead": M("How long before the due it must be there, such as 2d.")},
    "Dues": {"first": M("As first given."), "counted": M("The one that counts."), "current": M("The one in force.")},
    "Service": {
        **_TERMS,
        "id": M("The id of what is made from it, with a parameter in it, such as sin-{case}.", case="{case}"),
        "ledger": M("The ledger its promises go to."),
        "target": M("The rate to reach, such as 95%."),
        "every": M("How often it recurs."),
        "standing": M("The performer's own agreement to every request that is made from it."),
        "serves": M("The objectives or key results it serves, by id."),
    },
    "Person": _PERSON,
    "objectives": {"objectives": M("Objectives, by id."), "kpis": M("KPIs, by id.")},
    "Objective": _OBJECTIVE,
    "KeyResult": _KEY_RESULT,
    "CheckIn": _CHECK_IN,
    "Kpi": _KPI,
    "KpiCheckIn": _CHECK_IN,
    "AreaEntry": {"name": M("The name to show."), "leads": M("Who leads the area.")},
}
