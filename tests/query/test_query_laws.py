"""Laws of the WHERE language, for Hypothesis to attack."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from metrics.stories import ZONE, end_of, seen
from metrics.worked_example import EXAMPLE

from promisectl.model.trouble import Trouble
from promisectl.query.compile import compile_query
from promisectl.query.environment import Environment
from promisectl.query.parser import parse
from promisectl.query.syntax import And, Exact, Node, Not, Or, Prefix, Range, Saved, Term, Text, write

ENV = Environment(as_of=end_of("03-31"), zone=ZONE)
VIEWS = seen(*EXAMPLE)

_plain = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
_any = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
_values = st.one_of(
    st.builds(Exact, _any),
    st.builds(Prefix, st.one_of(st.just(""), _any)),
    st.builds(Range, _plain, _plain),
    st.builds(Range, st.none(), _plain),
    st.builds(Range, _plain, st.none()),
)
_terms = st.builds(
    Term,
    st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True),
    st.sampled_from([":", "=", "!=", "<", "<=", ">", ">="]),
    st.lists(_values, min_size=1, max_size=3).map(tuple),
)
_leaves = st.one_of(_terms, st.builds(Text, st.text(max_size=12)), st.builds(Saved, _plain))


def _combined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, parts), st.builds(And, several), st.builds(Or, several))


TREES: st.SearchStrategy[Node] = st.recursive(_leaves, _combined, max_leaves=8)

QUERIES = st.sampled_from(
    [
        "state:promised",
        "class:kept*",
        "is:overdue,renegotiating",
        "due<2026-03-20",
        "due:2026-03-10..2026-03-20",
        "age:12d..",
        "closed:*",
        "reason:capacity",
        "id:p-0*",
        '"thing"',
        "agreed!=2026-W10",
    ]
)


def found(text: str) -> set[str]:
    query = compile_query(text, ENV)
    return {view.id for view in VIEWS if query(view)}


@given(TREES)
def test_what_is_written_is_read_back_the_same(tree: Node) -> None:
    assert parse(write(tree)) == tree


@given(st.text(max_size=40))
def test_any_text_is_a_query_or_a_trouble(text: str) -> None:
    try:
        compile_query(text, ENV)
    except Trouble as trouble:
        assert "^" in str(trouble.note)


@given(st.text(alphabet='abis:=<>!.,*"()@ \\', max_size=30))
def test_any_punctuation_is_a_query_or_a_trouble(text: str) -> None:
    try:
        tree = parse(text)
    except Trouble:
        return
    assert parse(write(tree)) == tree


@given(QUERIES, QUERIES)
def test_de_morgan_holds(a: str, b: str) -> None:
    assert found(f"not ({a} or {b})") == found(f"(not {a}) (not {b})")
    assert found(f"not ({a} {b})") == found(f"not {a} or not {b}")


@given(QUERIES, QUERIES)
def test_and_narrows_and_or_widens(a: str, b: str) -> None:
    assert found(f"{a} {b}") == found(a) & found(b)
    assert found(f"{a} or {b}") == found(a) | found(b)
    assert found(f"not not {a}") == found(a)
