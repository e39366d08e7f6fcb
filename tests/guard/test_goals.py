"""Goals and branches: what a plan names is there whatever changed, faults are new or old, numbers are left to `check`."""

GOALS = "ledgers/objectives.yaml"
TEXT = """\
objectives:
  trust:
    text: Keep our word
    owner: ana
    period: 2026-Q1
    key-results: {kr-kept: {text: kept, unit: "%", start: 70, target: 95}}
    check-ins: [{kr: kr-kept, at: 2026-01-02, by: ana, value: 70}]
kpis:
  fcr: {text: first contact resolution, band: [75, 100], plan: [clm-k7m2x9qd], check-ins: [{at: 2026-01-02, value: 71}]}
"""


def begun(repository):
    """Main holds goals, a promise in a plan, and another promise."""
    repository.write(GOALS, TEXT)
    repository("request diego 'Order the parts' +9d -c list --id clm-9xk4m2pp")
    repository.commit("ana", "goals and another request")


def test_a_branch_that_leaves_a_planned_promise_alone_says_nothing_of_it(repository):
    begun(repository)
    repository.branch("b")
    repository("agree 9xk --by diego")
    repository.commit("diego", "agreed")
    assert "PC107" not in repository.codes()


def test_a_branch_that_plans_a_promise_that_is_not_there_is_told(repository):
    begun(repository)
    repository.branch("b")
    repository.edit("plan: [clm-k7m2x9qd]", "plan: [clm-k7m2x9qd, clm-gone]", GOALS)
    repository.commit("ana", "planned")
    assert repository.codes() == ["PC107"]


def test_numbers_of_goals_are_left_to_the_plain_check(repository):
    begun(repository)
    repository.branch("b")
    repository.edit("kr-kept: {text: kept", "kr-kept: {text: kept as said", GOALS)
    repository.commit("ana", "said better")
    assert repository.codes() == []
    found = repository("check --format json --select PC7").json["findings"]
    assert {one["code"] for one in found} == {"PC703", "PC705"}


def test_a_fault_of_goals_is_new_once(repository):
    begun(repository)
    repository.edit("period: 2026-Q1", "period: soon", GOALS)
    repository.commit("ana", "a fault")
    repository.branch("b")
    repository.edit("target: 95", "target: many", GOALS)
    repository.commit("ana", "another")
    assert repository.codes() == ["PC104"]


def test_a_fault_of_goals_long_ago_stops_no_audit(repository):
    begun(repository)
    repository.edit("period: 2026-Q1", "period: soon", GOALS)
    repository.commit("ana", "a fault")
    repository.edit("period: soon", "period: 2026-Q1", GOALS)
    repository.commit("ana", "mended")
    assert repository("audit").code == 0


def test_a_promise_to_an_outside_party_is_asked_for_what_carries_it_where_a_branch_opens_it(repository):
    begun(repository)
    repository.branch("b")
    repository(
        "request diego 'Answer the claim' +5d -c letter --for ext:case-7 --via phone --id clm-out23456 --serves trust"
    )
    repository("agree out --by diego")
    repository.commit("diego", "promised outside")
    assert "PC609" in repository.codes()
    repository("request ana 'Find the file' +2d -c file --by diego --part-of out --serves trust")
    repository.commit("diego", "asked inside")
    assert "PC609" not in repository.codes()
