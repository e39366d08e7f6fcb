"""A list in the order, the length and the columns that somebody wishes; and the ledger, where there are several."""

import pytest


def ids(said):
    return [one["id"] for one in said.json["promises"]]


def test_a_list_is_put_in_the_order_of_any_field(shop):
    assert ids(shop("list --sort what --format json"))[:2] == ["clm-del4j5k6", "clm-k7m2x9qd"]
    assert ids(shop("list --sort -due --format json"))[0] == "clm-req2d3f4"
    assert ids(shop("list --sort state,-due --format json"))[:2] == ["clm-req2d3f4", "clm-off3g4h5"]


def test_what_has_no_value_stands_last_whichever_way(shop):
    shop("set req priority 1")
    for order in ("priority", "-priority"):
        assert ids(shop(f"list --sort {order} --format json"))[0] == "clm-req2d3f4"


def test_a_shorter_list_says_of_how_many(shop):
    said = shop("list --limit 2").lines
    assert said[0].endswith("2 of 6 listed, 6 open")
    assert len(ids(shop("list --limit 2 --format json"))) == 2


def test_columns_are_those_asked_for_under_their_headings(shop):
    said = shop("list tag:vip --columns id,what,due,state,tag").lines
    assert said[1].split() == ["id", "what", "due", "state", "tags"]
    assert said[2].split() == ["ren5", "Order", "the", "parts", "Thu", "2026-03-12", "promised", "vip"]


def test_columns_hold_for_spreadsheets_and_pages(shop):
    assert shop("list tag:vip --columns id,due,days-left --format csv").lines == [
        "id,due,days-left",
        "clm-ren5m6n7,2026-03-12,3",
    ]
    assert shop("list tag:vip --columns id,due --format markdown").lines[-1] == "| clm-ren5m6n7 | Thu 2026-03-12 |"


def test_columns_may_be_typed_as_the_screen_says_them(shop):
    said = shop("list tag:vip --columns id,vencimiento,estado --sort responsable --lang es").lines
    assert said[1].split() == ["id", "vencimiento", "estado"]
    assert said[2].split() == ["ren5", "jue", "2026-03-12", "acordada"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("list --sort duee", "a list has no column “duee”\n  help: did you mean `due`?"),
        ("list --columns id,colour", "a list has no column “colour”"),
        ("list --columns id --format json", "json has every field of a promise, and no columns"),
        ("list --limit 0", "--limit"),
    ],
)
def test_what_no_list_has_is_named(shop, line, says):
    said = shop(line, code=2)
    assert says in said.err + said.out


def test_the_ledger_is_shown_where_there_are_several(shop):
    assert "  claims  " not in shop("list").out
    shop("ledger new sales")
    shop("request eva Quote fri -c pdf --ledger sales --id sal-qqqq2222")
    assert "  claims  " in shop("list").out
    assert "  sales  " in shop("inbox all").out
    assert "  claims  " not in shop("list --ledger sales").out
    assert "ledger: sales" in shop("list --plain").lines
