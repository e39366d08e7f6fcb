"""Substance: of what was kept as first promised, that which lost a criterion or a word of what it is as mere wording.

`material: false` says that a change is wording. One that drops a criterion, or a word of `what`, is less than was
promised, whatever it says. Source: issue J, 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from promisectl.lifecycle.standing import Revision
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.outcome import Outcome
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.spoken import acts_of
from promisectl.metrics.view import View
from promisectl.model.act import Act
from promisectl.model.folding import fold
from promisectl.model.terms import Terms


def lost_substance(views: Iterable[View]) -> Rate:
    """Return how many of the kept as first promised lost substance as wording."""
    return Rate.of(has_lost_substance(view) for view in views if view.outcome is Outcome.KEPT_FIRST)


def kept_first_in_substance(views: Iterable[View]) -> Rate:
    """Return KFP where those count as not kept as first promised."""
    seen = list(views)
    rate = kept_first(seen)
    return Rate(rate.k - lost_substance(seen).k, rate.n)


def has_lost_substance(view: View) -> bool:
    """Whether an agreed change that was called wording dropped a criterion or a word of what is promised."""
    return bool(losses(view))


def losses(view: View) -> list[Revision]:
    """Return the agreed changes called wording that dropped a criterion, or a word of what."""
    standing = view.standing
    if standing is None:
        return []
    called_wording = {act.at for act in acts_of(view) if act.material is False}
    if not called_wording:
        return []
    terms, found = _first_terms(view), []
    for revision in standing.revisions:
        now = terms.changed(revision.changes)
        if not revision.material and is_less(terms, now):
            found.append(revision)
        terms = now
    return found


def is_less(old: Terms, new: Terms) -> bool:
    """Whether new terms lack a criterion of the old ones, or a word of what they say."""
    kept = {_plain(criterion) for criterion in new.criteria or ()}
    drops_criterion = any(_plain(criterion) not in kept for criterion in old.criteria or ())
    return drops_criterion or not _words(old.what) <= _words(new.what)


def _first_terms(view: View) -> Terms:
    """Return what was on the table when both first agreed: the opening and what counters changed."""
    terms = Terms()
    for act in acts_of(view):
        if act.act.value == "agree":
            return terms
        terms = _with(terms, act)
    return terms


def _with(terms: Terms, act: Act) -> Terms:
    return terms.changed(act.terms.given()) if act.terms else terms


def _plain(text: object) -> str:
    return " ".join(sorted(_words(text)))


def _words(text: object) -> set[str]:
    return set(re.findall(r"\w+", fold(text))) if isinstance(text, str) else set()
