"""What if: what an act would bring, as a value (`app/acts/what_if` makes it)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from promisectl.lifecycle.standing import Revision, Standing
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What an act would bring: how the promise stood `before`, and stands once all that must have `agreed`.

    `revision` is None where no terms in force would change. `threatened` and `relieved` are promises that come to be
    threatened, and that are no longer. `rates` are those of the whole workspace, before and after, by name.
    """

    before: Standing
    agreed: View
    must_agree: tuple[str, ...]
    revision: Revision | None
    threatened: tuple[View, ...]
    relieved: tuple[View, ...]
    rates: Mapping[str, tuple[Rate, Rate]]
