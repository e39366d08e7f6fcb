"""Checking: the findings of a workspace and of a branch."""

from promisectl.app.check.branch import check_branch
from promisectl.app.check.rules import all_rules, explain, page_of, pages
from promisectl.app.check.workspace import check_workspace

from .conftest import ID

PATH = f"ledgers/claims/{ID}.yaml"


def codes(result) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_workspace_is_judged_with_places_that_a_person_can_go_to(place):
    place.requested()
    place.write(PATH, place.read(PATH).replace("state: requested", "state: promised"))
    (finding,) = [finding for finding in check_workspace(root=place.root).findings if finding.code == "PC205"]
    line = place.read(PATH).splitlines()[finding.where.line - 1]
    assert line == "state: promised"


def test_a_branch_is_judged_by_what_it_brings(repository):
    repository.git("checkout", "--quiet", "-b", "late")
    text = repository.read(PATH).replace("due: 2026-03-06\ncriteria", "due: 2026-04-06\ncriteria")
    repository.write(PATH, text)
    repository.commit("moved in silence")
    assert codes(check_branch("main", root=repository.root).check_result) == ["PC401"]
    repository.git("revert", "--no-edit", "HEAD")
    assert codes(check_branch("main", root=repository.root).check_result) == []


def test_every_rule_has_a_page_that_is_found_by_code_and_by_name():
    assert [page.code for page in pages()] == [rule.code for rule in all_rules()]
    assert explain("pc304") == explain("awaiting-verdict")
    assert page_of("PC999") is None
