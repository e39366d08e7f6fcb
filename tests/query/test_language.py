"""The WHERE language: what each field and operator finds in the worked example and a few neighbours."""

from __future__ import annotations

from datetime import UTC

import pytest
from metrics.stories import (
    CONTEXT,
    ZONE,
    accepted,
    act,
    agreed,
    cancelled,
    delivered,
    end_of,
    promise,
    request,
    revoked,
    seen,
    warned,
)

from promisectl.metrics.view import View
from promisectl.model.people import People, Person
from promisectl.model.trouble import Trouble
from promisectl.query.compile import Query, compile_query
from promisectl.query.environment import Environment

PEOPLE = People(
    by_handle={
        "ana": Person.model_validate({"area": "claims"}),
        "diego": Person.model_validate({"area": {"2024-01-01": "workshop", "2026-04-01": "claims"}}),
        "eva": Person.model_validate({}),
    },
    former={"dsoto": "diego"},
)
ENV = Environment(
    as_of=end_of("03-31"),
    zone=ZONE,
    people=PEOPLE,
    me="diego",
    queries={
        "mine": "performer:me state:promised",
        "late": "@mine is:overdue",
        "loop": "not @pool",
        "pool": "@loop or tag:a",
        "broken": "colour:red",
    },
)

VIEWS = seen(
    promise("a-1", agreed("03-02", "03-06", what="Inspect the Vehicle"), tags=["critical", "north"], priority="1"),
    promise("a-2", agreed("03-02", "03-06"), delivered("03-05"), accepted("03-06"), serves=["kr-nps"], priority="3"),
    promise("a-3", agreed("01-10", "02-10"), cancelled("02-01"), ledger="works", tags=["criteria"]),
    promise(
        "a-4", agreed("03-20", "04-10"), warned("03-25"), needs=["a-1", {"id": "a-2", "lead": "2d"}], part_of="a-1"
    ),
    promise("a-5", request("03-30", due="04-20"), notes="the vehicle (again)", service="inspection"),
    promise("a-6", agreed("03-20", "2026-04-01T10:00:00Z", by="eva"), revoked("03-22")),
    promise(
        "a-7",
        {**request("03-01", within="5d from activation"), "for": "ext:case-1", "via": "mail"},
        act("agree", "diego", "03-02"),
    ),
    promise("a-8", what="A draft", customer="ana", performer="ana"),
)

ALL = {"a-1", "a-2", "a-3", "a-4", "a-5", "a-6", "a-7", "a-8"}


def found(text: str) -> set[str]:
    query = compile_query(text, ENV)
    return {view.id for view in VIEWS if query(view)}


GOOD = {
    "": ALL,
    "id:a-1": {"a-1"},
    "id:a-*": ALL,
    "id=a-1,a-2": {"a-1", "a-2"},
    "ledger:works": {"a-3"},
    "state:promised": {"a-1", "a-4", "a-7"},
    "state:PROMISED": {"a-1", "a-4", "a-7"},
    "state!=promised": {"a-2", "a-3", "a-5", "a-6", "a-8"},
    "state:re*": {"a-5", "a-6"},
    "state:accepted,cancelled": {"a-2", "a-3"},
    "class:kept*": {"a-2"},
    "class:missed-open,open": {"a-1", "a-4", "a-7"},
    "class:released": {"a-3"},
    "is:overdue": {"a-1"},
    "is!=overdue": ALL - {"a-1"},
    "is:overdue,at-risk": {"a-1", "a-4"},
    "is:threatened": set(),
    "is:draft": {"a-8"},
    "is:self": {"a-8"},
    "is:conditional": {"a-7"},
    "is:open": {"a-1", "a-4", "a-5", "a-7"},
    "is:closed": {"a-2", "a-3", "a-6"},
    "customer:ana": {"a-1", "a-2", "a-3", "a-4", "a-5", "a-8"},
    "customer:ext:case-1": {"a-7"},
    "customer:ext:*": {"a-7"},
    "performer:me": ALL - {"a-8"},
    "performer:dsoto": ALL - {"a-8"},
    "person:eva": {"a-6"},
    "person:eva,me": ALL - {"a-8"},
    "customer-area:claims": {"a-1", "a-2", "a-3", "a-4", "a-5", "a-8"},
    "performer-area:workshop": {"a-1", "a-2", "a-3", "a-5", "a-6", "a-7"},
    "performer-area:claims": {"a-4", "a-8"},
    "due:2026-03-06": {"a-1", "a-2"},
    "due:2026-03": {"a-1", "a-2"},
    "due:2026-W10": {"a-1", "a-2"},
    "due:..2026-04-01": {"a-1", "a-2", "a-3", "a-6"},
    "due:2026-03-07..": {"a-4", "a-5", "a-6"},
    "due:2026-02..2026-03": {"a-1", "a-2", "a-3"},
    "due<2026-03-06": {"a-3"},
    "due<=2026-03-06": {"a-1", "a-2", "a-3"},
    "due>2026-04-01": {"a-4", "a-5"},
    "due>=2026-04-01": {"a-4", "a-5", "a-6"},
    "due:>=2026-04-01": {"a-4", "a-5", "a-6"},
    "due < 2026-03-06": {"a-3"},
    "due<2026-04-01T10:00:00Z": {"a-1", "a-2", "a-3"},
    "due:today..+2d": {"a-6"},
    "due:..today": {"a-1", "a-2", "a-3"},
    "due:*": ALL - {"a-7", "a-8"},
    "due!=2026-03": ALL - {"a-1", "a-2"},
    "first-due:2026-Q1": {"a-1", "a-2", "a-3"},
    "agreed:2026-Q1": ALL - {"a-5", "a-8"},
    "agreed:2026-01,2026-H2": {"a-3"},
    "agreed:2025": set(),
    "closed:2026-03": {"a-2", "a-6"},
    "age:20d..": {"a-1", "a-7"},
    "age:..1w": {"a-5"},
    "age>=29": {"a-1", "a-7"},
    "tag:critical": {"a-1"},
    "tag:crit*": {"a-1", "a-3"},
    "tag:*": {"a-1", "a-3"},
    "not tag:*": ALL - {"a-1", "a-3"},
    "serves:kr-nps": {"a-2"},
    "service:inspection": {"a-5"},
    "reason:capacity,supplier": {"a-4", "a-6"},
    "priority:1": {"a-1"},
    "priority<=2": {"a-1"},
    "priority:2..": {"a-2"},
    "part-of:a-1": {"a-4"},
    "needs:a-2": {"a-4"},
    "text:vehicle": {"a-1", "a-5"},
    '"the vehicle"': {"a-1", "a-5"},
    '"vehicle (again)"': {"a-5"},
    'text:"the VEHICLE"': {"a-1", "a-5"},
    "tag:critical or ledger:works": {"a-1", "a-3"},
    "tag:critical OR ledger:works": {"a-1", "a-3"},
    "state:promised tag:critical": {"a-1"},
    "state:promised and not tag:critical": {"a-4", "a-7"},
    "not (state:promised or is:closed)": {"a-5", "a-8"},
    "not not tag:critical": {"a-1"},
    "ledger:works or state:promised priority:1": {"a-1", "a-3"},
    "@mine": {"a-1", "a-4", "a-7"},
    "@late": {"a-1"},
    "not @mine is:open": {"a-5"},
}


@pytest.mark.parametrize("text", GOOD)
def test_a_query_finds_exactly_what_it_says(text: str) -> None:
    assert found(text) == GOOD[text]


BAD = {
    "stat:promised": ("a query knows no field “stat”", "stat", "did you mean `state`?"),
    "state:promissed": ("“promissed” is no `state`", "promissed", "did you mean `promised`?"),
    "tag:a class:brokn": ("“brokn” is no `class`", "brokn", "did you mean `broken`?"),
    "state:overdue": ("“overdue” is no `state`", "overdue", "did you mean `is:overdue`?"),
    "is:Broken": ("“Broken” is no `is`", "Broken", "did you mean `class:broken`?"),
    "is:late": ("“late” is no `is`", "late", "did you mean `class:late`?"),
    "is:zz*": ("“zz” is no `is`", "zz*", "use one of"),
    "overdue": ("“overdue” is no part of a query", "overdue", "did you mean `is:overdue`?"),
    "vehicle": ("“vehicle” is no part of a query", "vehicle", "write `text:vehicle`"),
    "state:": ("a value is missing", "", "write `field:value`"),
    "tag:a,": ("a value is missing", "", "write `field:value`"),
    "due:soon": ("“soon” is not a date", "soon", "a date is written as"),
    "due:2026-02-30": ("“2026-02-30” is not a date", "2026-02-30", "a date is written as"),
    "due:2026-Q5": ("“2026-Q5” is not a date", "2026-Q5", "a date is written as"),
    "due:2026-03*": ("`due:` cannot be compared", "2026-03*", "a range"),
    "due<2026-03,2026-04": ("`<` compares with one value", "due", "use `:`"),
    "due<2026-03..": ("`due<` cannot be compared", "2026-03..", "write one value"),
    "due:..": ("a range needs at least one end", "..", ""),
    "age:old": ("“old” is not a number of days", "old", "age:90d.."),
    "priority:1d": ("“1d” is not a number", "1d", "priority:1"),
    "state<promised": ("`state` has no order", "state", "use `:`"),
    "is<overdue": ("`is` has no order", "is", "use `:`"),
    "tag:a..b": ("`tag` has no order", "a..b", "quotation marks"),
    "performer:dieg": ("nobody is called “dieg”", "dieg", "did you mean `diego`?"),
    "performer-area:claim": ("no area is called “claim”", "claim", "did you mean `claims`?"),
    "@mien": ("no query is saved as “mien”", "@mien", "did you mean `mine`?"),
    "(tag:a": ("this parenthesis is never closed", "(", ""),
    "tag:a)": ("this parenthesis was never opened", ")", ""),
    "tag:a or": ("a condition is missing", "", "field:value"),
    "not": ("a condition is missing", "", "field:value"),
    "or tag:a": ("a condition is missing", "or", "field:value"),
    '"open': ("this quotation mark is never closed", '"', ""),
    "tag:a ,": ("“,” is no part of a query", ",", ""),
    "(" * 100 + "tag:a" + ")" * 100: ("nested too deeply", "(", ""),
    "not " * 5000 + "tag:a": ("nested too deeply", "not", ""),
}


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:30])
def test_a_bad_query_is_an_error_with_a_caret_and_a_way_on(text: str) -> None:
    message, pointed, help_ = BAD[text]
    with pytest.raises(Trouble) as caught:
        compile_query(text, ENV)
    trouble = caught.value
    line, caret = str(trouble.note).split("\n")
    assert message in str(trouble)
    assert line == text
    start, length = caret.index("^"), caret.count("^")
    assert text[start : start + length] == pointed
    assert help_ in str(trouble.help or "")
    assert trouble.exit_code == 2


def test_the_caret_points_into_the_one_line_that_is_shown() -> None:
    with pytest.raises(Trouble) as caught:
        compile_query("tag:a\n\tstat:promised", ENV)
    assert str(caught.value.note) == "tag:a  stat:promised\n       ^^^^"


def test_a_saved_query_that_leads_back_to_itself_is_refused() -> None:
    with pytest.raises(Trouble, match="leads back to itself: @loop → @pool → @loop"):
        compile_query("@loop", ENV)


def test_trouble_in_a_saved_query_is_shown_where_it_is_written() -> None:
    with pytest.raises(Trouble) as caught:
        compile_query("tag:a @broken", ENV)
    assert str(caught.value.note) == "in the saved query @broken:\ncolour:red\n^^^^^^"


def test_me_is_refused_where_nobody_knows_who_looks() -> None:
    with pytest.raises(Trouble, match="nobody knows who `me` is"):
        compile_query("performer:me", Environment(as_of=ENV.as_of, zone=ZONE))


def test_any_handle_may_be_named_where_nobody_is_registered() -> None:
    query = compile_query("performer:whoever", Environment(as_of=ENV.as_of, zone=ZONE))
    assert not any(query(view) for view in VIEWS)


@pytest.mark.parametrize(
    ("text", "scoped"),
    [
        ("", False),
        ("tag:a", False),
        ("due:..today", False),
        ("state:promised", True),
        ("not class:late", True),
        ("tag:a or is:overdue", True),
        ("closed:2026", True),
        ("@late", True),
    ],
)
def test_a_query_that_names_states_sets_its_own_scope(text: str, scoped: bool) -> None:
    assert compile_query(text, ENV).sets_scope is scoped


def test_an_instant_and_a_day_are_compared_by_their_last_instants() -> None:
    early = Environment(as_of=end_of("03-31").astimezone(UTC), zone=CONTEXT.zone)
    query: Query = compile_query("due<=2026-04-01T09:59:59Z", early)
    by_id: dict[str, View] = {view.id: view for view in VIEWS}
    assert not query(by_id["a-6"])
    assert query(by_id["a-1"])
