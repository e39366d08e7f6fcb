"""The review in the middle of a period: progress against the time that has passed, and what is renegotiated.

Source: goals.md, `review mid`.
"""

from __future__ import annotations

from collections.abc import Collection

from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.reports.agendas.goal_rows import current_results, result_table
from promisectl.reports.agendas.promise_rows import promise_table
from promisectl.reports.report import Asked, Report, Table, report_on
from promisectl.reports.sentences import kept_sentence


def make(asked: Asked) -> Report:
    """Return the agenda of a period as of the instant; Trouble for a bad query."""
    chosen, settled = asked.chosen(), asked.settled()
    opened = [view for view in chosen if view.is_open and not view.is_self]
    results = current_results(asked.goals)
    wishes = [result for result in results if result.is_wish]
    tables = (
        result_table("results", M("Progress against the time that has passed"), results),
        result_table("wishes", M("In red without an open promise: wishes"), wishes),
        _proposed(opened),
        _moved(opened),
        _nothing_served(asked, opened),
    )
    notes = [kept_sentence(fulfilment(settled), kept_first(settled))]
    return report_on(asked, "review-mid", M("Review in the middle"), tables, behind=opened, notes=notes)


def _proposed(opened: Collection[View]) -> Table:
    views = [view for view in opened if view.standing is not None and view.standing.proposal is not None]
    return promise_table("proposed", M("Renegotiations proposed"), views, _proposal)


def _proposal(view: View) -> Message | None:
    proposal = view.standing.proposal if view.standing else None
    if proposal is None:
        return None
    due, names = proposal.changes.get("due"), ", ".join(view.waiting_for)
    if due is None:
        return M("{proposer} proposes other terms; waits for {names}", proposer=proposal.proposer, names=names)
    return M("{proposer} proposes {on}; waits for {names}", proposer=proposal.proposer, on=due, names=names)


def _moved(opened: Collection[View]) -> Table:
    views = [view for view in opened if view.standing and any(each.later for each in view.standing.revisions)]
    return promise_table("moved", M("Moved already"), views, _slip)


def _slip(view: View) -> Message | None:
    return M("first due {on}", on=view.first_due) if view.first_due is not None else None


def _nothing_served(asked: Asked, opened: Collection[View]) -> Table:
    """The activity trap: work that serves no goal, where there are goals."""
    views = [view for view in opened if not view.promise.file.serves] if asked.goals else []
    return promise_table("serves_nothing", M("Serves no goal: is it wanted?"), views)
