"""Fitting: what goes below where a terminal is narrow, and what it is called there."""

from promisectl.formats.screen import Column, Row, Table, cell
from promisectl.formats.screen_fit import fit, under

COLUMNS = (Column("figure", "key"), Column("how many", "number"), Column("what", "title"), Column("why", "aside"))
ROW = Row((cell("floor"), cell("12"), cell("kept at worst of all that was promised here"), cell("it slipped out")))


def below(*, headed: bool) -> str:
    table = Table(COLUMNS, (ROW,), headed=headed)
    fitted, layout = fit(table, 40, len)
    return under(fitted, fitted.rows[0], layout.below).text


def test_a_number_that_leaves_its_heading_takes_the_name_along_and_an_aside_speaks_for_itself() -> None:
    assert below(headed=True) == "how many: 12  it slipped out"


def test_in_a_list_without_headings_nothing_is_named() -> None:
    assert below(headed=False) == "12  it slipped out"
