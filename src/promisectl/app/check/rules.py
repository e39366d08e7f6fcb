"""The rules of the registry: loaded on first use, and the page of each code, taken from the file of its rule."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import cast

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.judge import judge, judge_parts
from promisectl.checking.rule import Page, Rule, Scope
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble
from promisectl.rules import RULES


@cache
def load_rule(name: str) -> Rule:
    """Return the rule of a module of `rules`, imported on first use."""
    module = import_module(f"promisectl.rules.{name}")
    scope = cast(Scope, module.SCOPE)
    check = getattr(module, "check", None)
    return Rule(
        module.CODE,
        scope,
        (module.__doc__ or "").strip(),
        module.BAD,
        module.GOOD,
        promise=check if scope in ("promise", "open") else None,
        workspace=check if scope in ("workspace", "numbers") else getattr(module, "check_workspace", None),
        change=check if scope == "change" else None,
    )


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the codes."""
    return tuple(load_rule(name) for name in RULES)


def run_rules(
    context: RuleContext,
    records: Sequence[Record] | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
) -> list[Finding]:
    """Return what every rule of the registry finds, as `checking.judge` says."""
    return judge(all_rules(), context, records, select, ignore)


def run_on_parts(
    context: RuleContext,
    records: Sequence[Record],
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
) -> list[Finding]:
    """Return what names and the law have against promises that were read in part, as `checking.judge` says."""
    return judge_parts(all_rules(), context, records, select, ignore) if records else []


def page_of(code: str) -> Page | None:
    """Return the page of a code, None for a code without one."""
    known = any(module.startswith(f"{code.lower()}_") for module in RULES)
    return explain(code) if known else None


def explain(code: str) -> Page:
    """Return the page of a code, given in any case, or by its name; a Trouble where there is none."""
    wanted = code.strip()
    by_name = {row.name: row.code for row in CODES.values()}
    known = by_name.get(wanted.lower(), wanted.upper())
    module = next((name for name in RULES if name.startswith(f"{known.lower()}_")), None)
    if module is None or known not in CODES:
        listed = M("`promisectl rule` lists them all")
        raise Trouble(M("there is no code {code}", code=code), help=did_you_mean(known, CODES, listed))
    rule, row = load_rule(module), CODES[known]
    return Page(rule.code, row.name, row.severity, row.title, rule.page, rule.bad, rule.good)


def pages() -> tuple[Page, ...]:
    """Return every page, in the order of the codes."""
    return tuple(explain(name.partition("_")[0]) for name in RULES)
