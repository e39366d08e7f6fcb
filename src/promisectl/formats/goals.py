"""Goals as people and programs read them: a check-in and where the goal stands with it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from promisectl.formats.documents.keeping import CheckedInDocument, SaidCheckIn
from promisectl.formats.report_json import report_json
from promisectl.formats.translator import Translator
from promisectl.metrics.colour import COLOUR_WORDS
from promisectl.metrics.goals import KeyResultStanding, KpiStanding
from promisectl.model.message import M, Message
from promisectl.reports.goals import GoalsShown, plain_number
from promisectl.reports.report import Report


def share(value: Fraction | None) -> float | None:
    """Return a share from 0 to 1, to 4 places, as JSON has it."""
    return None if value is None else round(float(value), 4)


def with_unit(number: Decimal, unit: str | None, words: Translator) -> str:
    """Return a number with its unit as people read it: `71 %`, `9,2 points`."""
    said = words.number(str(number))
    return f"{said} {words.text(unit)}" if unit else said


def standing_words(standing: KeyResultStanding | KpiStanding, words: Translator) -> Message:
    """Return where a key result or a KPI stands: `36 % done, 35 % expected: green`."""
    if isinstance(standing, KpiStanding):
        return kpi_words(standing, words)
    return M(
        "{done} % done, {expected} % expected: {colour}",
        done=round(standing.progress * 100),
        expected=round(standing.expected * 100),
        colour=COLOUR_WORDS[standing.colour],
    )


def kpi_words(standing: KpiStanding, words: Translator) -> Message:
    """Return where a KPI stands beside its band; what its band is where nobody has said where it stands."""
    band = standing.kpi.band
    if band is None:
        return M("it has no band")
    ends = {"low": words.number(str(band[0])), "high": with_unit(band[1], standing.kpi.unit, words)}
    if standing.in_band is None:
        return M("its band is {low} to {high}", **ends)
    if standing.in_band:
        return M("within its band, {low} to {high}", **ends)
    return M("out of its band, {low} to {high}", **ends)


def checked_in_words(standing: KeyResultStanding | KpiStanding, value: str, words: Translator) -> Message:
    """Return what was checked in, of what, and where that stands now."""
    goal = standing.kpi if isinstance(standing, KpiStanding) else standing.result
    return M(
        "{id}  {what}: {value}; {standing}",
        id=standing.id,
        what=words.text(goal.text),
        value=with_unit(Decimal(value), goal.unit, words),
        standing=standing_words(standing, words),
    )


def checked_in_json(
    standing: KeyResultStanding | KpiStanding, entry: Mapping[str, str], *, written: bool
) -> CheckedInDocument:
    """Return a check-in, and how the goal stands with it, as JSON has it; what a KPI lacks is null."""
    document: CheckedInDocument = {
        "goal": standing.id,
        "kind": "kpi",
        "objective": None,
        "check_in": _said(entry),
        "progress": None,
        "expected": None,
        "colour": None,
        "in_band": None,
        "written": written,
    }
    if isinstance(standing, KpiStanding):
        document["in_band"] = standing.in_band
        return document
    document |= {"kind": "key-result", "objective": standing.objective, "colour": standing.colour.value}
    document |= {"progress": share(standing.progress), "expected": share(standing.expected)}
    return document


def _said(entry: Mapping[str, str]) -> SaidCheckIn:
    said: SaidCheckIn = {"at": entry["at"], "by": entry["by"], "value": plain_number(Decimal(entry["value"]))}
    if "confidence" in entry:
        said["confidence"] = int(entry["confidence"])
    if "note" in entry:
        said["note"] = entry["note"]
    return said


def goals_json(report: Report) -> dict[str, Any]:
    """Return the document of the goals report: its tables, with truths in the place of the words for them."""
    document = report_json(report)
    shown = report.detail
    if isinstance(shown, GoalsShown):
        for row in document["tables"]["goals"]:
            row["wish"] = row["id"] in shown.wishes
        for row, kpi in zip(document["tables"]["kpis"], shown.goals.kpis, strict=True):
            row["in_band"] = kpi.in_band
    return document
