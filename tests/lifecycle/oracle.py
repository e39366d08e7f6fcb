"""A plain reading of lifecycle.md: what the norm says of an act, in a situation, by a speaker.

Written from the norm's table alone. It knows nothing of `promisectl.lifecycle`.
"""

VERBS = [
    "request",
    "offer",
    "counter",
    "agree",
    "decline",
    "withdraw",
    "renegotiate",
    "warn",
    "activate",
    "pause",
    "resume",
    "deliver",
    "accept",
    "reject",
    "cancel",
    "revoke",
    "fail",
    "note",
]
CLOSED = ("accepted", "declined", "withdrawn", "revoked", "cancelled", "failed", "lapsed")
ANYONE = {"customer", "performer", "observer"}
PARTIES = {"customer", "performer"}
TABLE = {
    "requested": {
        "counter": (PARTIES, {"performer": "offered", "customer": "requested"}),
        "agree": ({"performer"}, "promised"),
        "decline": ({"performer"}, "declined"),
        "withdraw": ({"customer"}, "withdrawn"),
    },
    "offered": {
        "counter": (PARTIES, {"customer": "requested", "performer": "offered"}),
        "agree": ({"customer"}, "promised"),
        "decline": ({"customer"}, "declined"),
        "withdraw": ({"performer"}, "withdrawn"),
    },
    "promised": {
        "renegotiate": (PARTIES, "promised"),
        "agree": ("a party still needed", "promised"),
        "decline": ("a party still needed", "promised"),
        "withdraw": ("its proposer", "promised"),
        "warn": ({"performer"}, "promised"),
        "activate": (ANYONE, "promised"),
        "pause": (PARTIES, "promised"),
        "resume": (PARTIES, "promised"),
        "deliver": ({"performer"}, "delivered"),
        "accept": ({"customer"}, "accepted"),
        "cancel": ({"customer"}, "cancelled"),
        "revoke": ({"performer"}, "revoked"),
        "fail": ({"customer"}, "failed"),
    },
    "delivered": {
        "accept": ({"customer"}, "accepted"),
        "reject": ({"customer"}, "promised"),
        "cancel": ({"customer"}, "cancelled"),
        "fail": ({"customer"}, "failed"),
    },
}


def expected(here, verb, who):
    """Return the next state, or the code of the refusal, as lifecycle.md has it."""
    if verb == "note":
        return here.state if here.state != "lapsed" else "promised"
    if here.state in CLOSED:
        return "PC207"
    answers = verb in ("agree", "decline", "withdraw")
    if verb not in TABLE[here.state]:
        return "PC209" if answers else "PC201"
    speakers, after = TABLE[here.state][verb]
    if isinstance(speakers, str):
        if not here.proposer:
            return "PC209"
        speakers = {here.proposer} if speakers == "its proposer" else PARTIES - {here.proposer}
    if who not in speakers:
        return "PC204"
    if here.state == "promised" and not circumstances_allow(here, verb):
        return "PC201"
    if verb == "pause" and who == "performer" and not here.pause_on:
        return "PC204"
    return after[who] if isinstance(after, dict) else after


def circumstances_allow(here, verb):
    """What the norm's table asks of a promise besides its state."""
    clock_started = not here.waits_for_activation
    return {
        "activate": here.waits_for_activation,
        "pause": here.within and clock_started and not here.paused,
        "resume": here.paused,
        "deliver": clock_started,
        "accept": clock_started,
        "fail": here.due_past and not here.paused and clock_started,
    }.get(verb, True)
