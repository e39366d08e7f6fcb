"""What a `displaced` note holds stays in it: who takes the note away takes the words of others with it (PC402)."""

from __future__ import annotations

from .lab import AGREE, ASK, REQUEST, Lab, P, act, displaced, promise

WARN = act("warn", "diego", "18T10", reason="supplier")
CANCEL = act("cancel", "ana", "18T11", reason="other")
ASIDE = displaced("eva", "19T10", WARN, WARN)
PROVEN = "trust: author"


def warned_twice(lab: Lab) -> Lab:
    """On the branch diego warned, and eva said it again letter by letter; on main ana cancelled; eva takes main in."""
    lab.start(policy=PROVEN).say(WARN, at="18T10:30")
    lab.say(WARN, by="eva", at="18T10:40")
    lab.on("main").say(CANCEL, by="ana", at="18T11:30", state="cancelled")
    return lab.on("pr")


def ended(*more: str) -> str:
    return promise(REQUEST, AGREE, CANCEL, *more, state="cancelled")


def test_who_drops_her_note_drops_his_word_though_an_equal_one_was_nobodys(lab):
    """What is said against the second warning does not tell that the first one is gone."""
    warned_twice(lab).merge("main", "eva", {P: ended(ASIDE)})
    lab.put({P: ended()}, by="eva")
    lab.stopped("PC402:e")


def test_who_keeps_her_note_and_mends_its_words_takes_nothing(lab):
    """The honest twin: the writer changes what she said herself, and every word that she set aside stays."""
    warned_twice(lab).merge("main", "eva", {P: ended(ASIDE)})
    lab.put({P: ended(ASIDE + "  note: both came too late\n")}, by="eva")
    seen = lab.guard()
    assert "PC402:e" not in seen.codes, seen.told
    later = lab.audit()
    assert "PC402:e" not in later.codes, later.told


def test_a_word_that_was_void_may_go_with_the_note(lab):
    """Who dropped it where it stood would be warned, too."""
    lab.start(policy=PROVEN).say(WARN, by="eva", at="18T10:40")
    lab.on("main").say(CANCEL, by="ana", at="18T11:30", state="cancelled")
    lab.on("pr").merge("main", "eva", {P: ended(displaced("eva", "19T10", WARN))})
    lab.put({P: ended()}, by="eva")
    lab.passes(may="PC501:w PC406:w", must="PC402:w")


def test_a_word_that_was_lawful_may_not(lab):
    lab.start(policy=PROVEN).say(WARN, at="18T10:40")
    lab.on("main").say(CANCEL, by="ana", at="18T11:30", state="cancelled")
    lab.on("pr").merge("main", "eva", {P: ended(displaced("eva", "19T10", WARN))})
    lab.put({P: ended()}, by="eva")
    lab.stopped("PC402:e")


def test_what_a_restoring_commit_sets_aside_stays_in_its_note(lab):
    """Eva gives back what she changed herself, sets aside what was said since, and drops that note again."""
    edited = ASK.replace("2026-05-20", "2026-06-20")
    answer = act("agree", "ana", "19T10", terms="{due: 2026-06-20}")
    aside = displaced("eva", "19T11", answer)
    lab.start(promise(REQUEST, AGREE, ASK))
    lab.put({P: promise(REQUEST, AGREE, edited)}, by="eva")
    lab.put({P: promise(REQUEST, AGREE, edited, answer, due="2026-06-20")}, by="ana")
    lab.put({P: promise(REQUEST, AGREE, ASK, aside)}, by="eva")
    lab.passes(may="PC402:w PC406:w PC404:w")
    lab.put({P: promise(REQUEST, AGREE, ASK)}, by="eva")
    lab.stopped("PC402:e")
