"""Own words: of what was kept, that whose verdict the customer did not write down herself.

The performer recorded it for her, or she is outside and nothing says where she said so. It may all be true; nobody
else saw it. Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.spoken import acts_of, last_act
from promisectl.metrics.view import View
from promisectl.model.act import Act, Verb
from promisectl.model.people import is_outside


def own_words(views: Iterable[View]) -> Rate:
    """Return how many of the kept have a verdict that nobody but the performer wrote down."""
    return Rate.of(is_in_own_words(view) for view in views if view.outcome and view.outcome.kept)


def without_own_words(views: Iterable[View]) -> Rate:
    """Return the fulfilment rate without those promises."""
    return fulfilment(view for view in views if not _is_kept_in_own_words(view))


def _is_kept_in_own_words(view: View) -> bool:
    return view.outcome is not None and view.outcome.kept and is_in_own_words(view)


def is_in_own_words(view: View) -> bool:
    """Whether the performer recorded the verdict, or the customer is outside without a trace of her own."""
    verdict = last_act(view, Verb.ACCEPT)
    if verdict is None:
        return False
    performer = view.parties[1]
    if performer is not None and view.context.current(verdict.by) == performer:
        return True
    return is_outside(verdict.speaker) and not any(_is_trace(act, verdict.speaker) for act in acts_of(view))


def _is_trace(act: Act, customer: str) -> bool:
    """Whether an act says where words of hers can be found."""
    return act.speaker == customer and act.via is not None
