"""Settings by another: settings, people or policy were changed by an author who may not.

`policy.stewards` names who may change promisectl.yaml and people.yaml; where nobody is named, anyone may. A change is
judged by the stewards there were *before* it, so nobody makes herself one. A service's standing agreement is the
performer's own word and is added by nobody else.

What to do: ask a steward to make the change, or to be the author of its commit.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import SETTINGS_PATH
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Place

CODE = "PC407"
SCOPE = "change"

BAD = f"""\
# file: promisectl.yaml
format: 1
policy: {{stewards: [ana, diego]}}  # the base says [ana]; diego wrote the commit
# file: ledgers/claims/clm-k7m2x9qd.yaml
{example(AGREE)}"""

GOOD = f"""\
# file: promisectl.yaml
format: 1
policy: {{stewards: [ana, diego]}}  # ana wrote the commit
# file: ledgers/claims/clm-k7m2x9qd.yaml
{example(AGREE)}"""


def check(branch: Branch) -> Iterator[Finding]:
    """Yield each file that an author changed who may not."""
    folders = sorted({branch.settings.ledgers, *branch.folders})
    for path in (SETTINGS_PATH, *(f"{folder}/people.yaml" for folder in folders)):
        for commit in branch.touched.get(path, ()):
            if not branch.is_steward(commit.author):
                stewards = ", ".join(sorted(branch.context.stewards))
                yield found(
                    CODE,
                    Place(path, 1, 1, 2),
                    note=M(
                        "changed in {commit} by {author}",
                        commit=commit.oid[:10],
                        author=commit.author or commit.email or "?",
                    ),
                    help=M("ask a steward to make the change: {stewards}", stewards=stewards),
                )
                break
    yield from _standing_agreements(branch)


def _standing_agreements(branch: Branch) -> Iterator[Finding]:
    before, after = branch.services
    path = f"{branch.settings.ledgers}/services.yaml"
    authors = branch.touched.get(path, ())
    for name, service in after.items():
        standing = service.standing
        old = before[name].standing if name in before else None
        if standing is None or standing == old or not authors:
            continue
        if any(branch.people.current(standing.by) != commit.author for commit in authors):
            yield found(
                CODE,
                Place(path, 1, 1, 2),
                note=M(
                    "the standing agreement of {by} to `{service}` was written by another", by=standing.by, service=name
                ),
                help=M("let {by} commit it", by=standing.by),
            )
