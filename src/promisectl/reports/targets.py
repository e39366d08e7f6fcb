"""A target in words: whether it is met, whether that is proved, and what it would take."""

from __future__ import annotations

from promisectl.model.message import M, Message
from promisectl.query.targets import TargetResult
from promisectl.reports.sentences import percent, rate_sentence


def target_sentence(result: TargetResult) -> Message:
    """Return what became of a target, and what it would take to prove it."""
    about = {"name": result.name, "wanted": percent(result.at_least, 1), "rate": rate_sentence(result.rate)}
    if result.rate.n == 0:
        return M("{name}: nothing to measure yet, at least {wanted} % wanted", **about)
    if result.proved:
        return M("{name}: met and proved, at least {wanted} % wanted: {rate}", **about)
    takes = _takes(result)
    if result.met:
        return M("{name}: met but not proved, at least {wanted} % wanted: {rate}{takes}", **about, takes=takes)
    return M("{name}: not met, at least {wanted} % wanted: {rate}{takes}", **about, takes=takes)


def target_word(result: TargetResult) -> Message:
    """Return what became of a target in a group, in a word or two."""
    if result.rate.n == 0:
        return M("n/a")
    if result.proved:
        return M("met, proved")
    return M("met") if result.met else M("not met")


def _takes(result: TargetResult) -> Message | str:
    if result.metric == "weighted" or result.all_kept is None or result.one_missed is None:
        return ""
    return M(
        ". To prove it takes {all_k} of {all_n}, or {one_k} of {one_n}",
        all_k=result.all_kept.k,
        all_n=result.all_kept.n,
        one_k=result.one_missed.k,
        one_n=result.one_missed.n,
    )
