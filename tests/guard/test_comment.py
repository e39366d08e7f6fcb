"""The comment of a pull request: one block a promise, what loosens the guard first, nothing said twice."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from markdown_it import MarkdownIt

from promisectl.app.schema.all import schema

from .conftest import ID, PEOPLE, SETTINGS
from .phone import BROWSER, WIDTH, seen

OTHER = "clm-est2m3n4"
POLICY = "policy: {trust: author, acts: {accept: signed}}\ntargets:\n- {name: kept, metric: fulfilment, at-least: 80, enforce: true}\n"


def comment(run, more=""):
    return run(f"diff main HEAD --format markdown {more}").out


def blocks(run, more=""):
    """Return the comment's blocks by their headings; the first line under `""`."""
    parts = re.split(r"^### (.*)$", comment(run, more), flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def of(run, id_, more=""):
    (block,) = [text for heading, text in blocks(run, more).items() if f"`{id_}`" in heading]
    return block


def changes(run, kind):
    document = run("diff main HEAD --format json").json
    jsonschema.validate(document, schema("diff"))
    return [one for one in document["changes"] if one["kind"] == kind]


def proposed(run):
    run.branch("change")
    run(["renegotiate", "k7m", "2026-03-09", "--by", "diego", "--reason", "supplier", "--note", "the lift is broken"])
    run.commit("diego")


# A promise.


LINES = "the lift is broken\n\n- parts come @ana #12\n<b>Tuesday</b>"


@pytest.mark.parametrize(
    "line",
    [
        ["renegotiate", "k7m", "2026-03-09", "--by", "diego", "--reason", "supplier"],
        ["note", "k7m", "--by", "diego"],
        ["request", "ana", "Paint", "2026-03-20", "-c", "dry", "--by", "diego"],
    ],
    ids=["a proposal", "a note", "a new promise"],
)
def test_a_note_of_several_lines_stays_several_lines_and_is_nothing_but_text(repository, line):
    repository.branch("change")
    repository([*line, "--note", LINES])
    repository.commit("diego")
    said = comment(repository)
    entry = next(one for one in said.split("\n") if "the lift is broken" in one)
    assert entry == "  - “the lift is broken<br>\\- parts come \\@&#8203;ana \\#&#8203;12<br>\\<b\\>Tuesday\\</b\\>”"
    assert "@ana" not in said
    assert "<b>" not in said


def test_a_note_of_many_lines_is_cut_with_a_mark(repository):
    repository.branch("change")
    repository(["note", "k7m", "--by", "diego", "--note", "\n".join(f"line {number}" for number in range(40))])
    repository.commit("diego")
    said = comment(repository)
    assert "line 0<br>line 1<br>" in said
    assert "<br>…”" in said
    assert "line 30" not in said


def test_a_new_need_is_lawful(repository):
    repository.branch("change")
    repository("set clm-est needs clm-k7m2x9qd")
    repository("request diego Paint 2026-03-20 -c dry --id clm-new2m3n4 --by ana")
    repository.commit("ana")
    assert comment(repository).startswith("**Promises changed: 2; every change was said**")


def test_a_block_says_who_asks_what_of_whom_why_in_time_and_who_has_not_agreed(repository):
    proposed(repository)
    lines = of(repository, ID).strip().splitlines()
    assert lines[0] == (
        "- diego asks ana: due Fri 2026-03-06 -\\> Mon 2026-03-09, +3 d; supplier: the lift is broken; in time (author)"
    )
    assert lines[1] == "- **not agreed yet: ana**"


def test_a_block_says_what_a_phone_can_do(repository):
    proposed(repository)
    block = of(repository, ID)
    assert f"by phone: approve this change; after the merge also by a comment `/agree {ID}`" in block
    assert f"`promisectl agree {ID}`" in block


def test_an_agreed_change_is_told_act_by_act_and_not_a_second_time_as_its_net(repository):
    proposed(repository)
    repository("agree k7m --by ana")
    repository.commit("ana")
    block = of(repository, ID)
    assert "- ana agrees; in time (author)" in block
    assert (block.count("2026-03-09"), "in all" in block, "not agreed" in block) == (1, False, False)


def test_two_agreed_changes_have_their_net_as_well(repository):
    proposed(repository)
    repository("agree k7m --by ana")
    repository("renegotiate k7m 2026-03-12 --by diego --reason supplier --agreed-by ana --via phone")
    repository.commit("ana")
    assert "- in all: due 2026-03-06 -\\> 2026-03-12, +6 d (agreed, in time)" in of(repository, ID)


def test_what_was_agreed_late_says_so(repository):
    repository.branch("change")
    repository.now = "2026-03-10T10:00:00-03:00"
    repository("renegotiate k7m 2026-03-12 --by diego --reason supplier")
    repository("agree k7m --by ana")
    repository.commit("ana")
    assert "- ana agrees; after the due had passed" in of(repository, ID)


def test_criteria_stand_as_they_were_and_as_they_would_be(repository):
    repository.branch("change")
    repository("renegotiate k7m -c photos --by diego --reason capacity")
    repository.commit("diego")
    assert "  - criteria: photos; estimate -\\> photos" in of(repository, ID)


def test_a_finding_about_an_act_stands_below_it_and_once(repository):
    repository.branch("change")
    repository("renegotiate k7m 2026-03-09 --by diego --reason supplier --agreed-by ana --via phone")
    repository.commit("diego")
    text = comment(repository)
    after_the_act = text.partition("- ana agrees, recorded by diego via phone; in time (recorded)\n")[2]
    assert after_the_act.startswith("  - **UNLAWFUL** ")
    assert text.count("`PC406`") == 1


def test_a_silent_change_is_said_once_with_what_to_do_and_no_moment_of_now(repository):
    repository.branch("change")
    repository.edit("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria")
    repository.commit("diego")
    block = of(repository, ID)
    assert block.count("changed in silence") == 1
    assert f"promisectl renegotiate {ID} 2026-03-20" in block
    repository.now = "2026-04-01T10:00:00-03:00"
    assert of(repository, ID) == block


def test_the_same_change_gives_the_same_text_on_every_day(repository):
    repository("agree clm-est --by diego")
    repository("set clm-est needs clm-k7m2x9qd")
    repository.commit("ana")
    proposed(repository)
    first = comment(repository)
    assert "threatens" in first
    for day in ("2026-03-05", "2026-03-08", "2026-07-01"):
        repository.now = f"{day}T10:00:00-03:00"
        assert comment(repository) == first


def test_what_a_change_threatens_is_told_with_whose_it_is(repository):
    repository("agree clm-est --by diego")
    repository("set clm-est needs clm-k7m2x9qd")
    repository.commit("ana")
    proposed(repository)
    assert (
        "- threatens Estimate the repair `clm-est2m3n4`: diego -\\> ana, expected Mon 2026-03-09, due Fri 2026-03-06: "
        "clm-est2m3n4 \\<- clm-k7m2x9qd (once it is agreed)" in of(repository, ID)
    )


def test_every_promise_that_waits_is_told_and_counted_in_the_first_line(repository):
    repository("agree clm-est --by diego")
    repository.commit("ana")
    proposed(repository)
    repository("renegotiate clm-est 2026-03-12 --by ana --reason data")
    repository.commit("ana")
    assert comment(repository).startswith(
        "**Merging moves nothing yet in 2 promises; who has not agreed in the ledger: ana, diego**"
    )
    assert "**not agreed yet: ana**" in of(repository, ID)
    assert "**not agreed yet: diego**" in of(repository, OTHER)


def test_the_unlawful_comes_before_what_waits_and_that_before_the_rest(repository):
    repository("agree clm-est --by diego")
    repository("request diego Wash 2026-03-20 -c clean --id clm-aaaa2345 --agreed-by diego --via phone")
    repository.commit("ana")
    repository.branch("change")
    repository("note clm-aaaa --by ana --note hello")
    repository("renegotiate k7m 2026-03-09 --by diego --reason supplier")
    repository.edit("due: 2026-03-06", "due: 2026-03-20", f"ledgers/claims/{OTHER}.yaml")
    repository.commit("ana")
    headings = [heading.split("`")[1] for heading in blocks(repository) if "`" in heading]
    assert headings == [OTHER, ID, "clm-aaaa2345"]


# New promises.


def test_a_new_promise_has_its_parties_its_due_and_its_criteria(repository):
    repository.branch("change")
    repository("request diego Paint 2026-03-20 -c dry -c blue --id clm-new2m3n4 --by ana")
    repository.commit("ana")
    assert of(repository, "clm-new2m3n4").strip().splitlines()[:4] == [
        "- new: ana asks diego (author)",
        "  - diego -\\> ana",
        "  - due Fri 2026-03-20",
        "  - it is done when: dry; blue",
    ]
    (added,) = changes(repository, "added")
    assert added["agreed"] is False
    assert added["terms"] == {
        "what": "Paint", "customer": "ana", "performer": "diego", "due": "2026-03-20", "criteria": ["dry", "blue"],
    }  # fmt: skip


def test_promises_that_one_commit_brings_whole_are_one_block(repository):
    repository.branch("change")
    for name in ("aaa", "bbb", "ccc", "ddd", "eee"):
        repository(f"request diego {name} 2026-03-20 -c dry --id clm-{name}2345 --by ana")
        repository(f"agree clm-{name}2345 --by diego")
    repository.commit("ana")
    (heading,) = [heading for heading in blocks(repository) if heading]
    assert re.fullmatch(r"5 promises came whole: [0-9a-f]{12} of ana", heading)
    block = blocks(repository)[heading]
    assert "- aaa `clm-aaa2345`: promised; diego -\\> ana; due Fri 2026-03-20; it is done when: dry" in block
    assert block.count("`PC406`") == 1


def test_many_promises_of_a_commit_are_folded_and_their_findings_counted(repository):
    repository.write("promisectl.yaml", SETTINGS + "policy: {trust: author}\n")
    repository.commit("ana")
    repository.branch("change")
    for number in range(22):
        repository(
            f"request diego x{number} 2026-03-20 -c dry --id clm-many{number:04} --by ana --agreed-by diego --via x"
        )
    repository.commit("ana")
    text = comment(repository)
    assert "<details><summary>and 2 more</summary>" in text
    assert text.count("no email of diego") == 3
    assert "- and 19 more of `PC501`" in text


# Dues, silences, free fields.


def test_a_due_that_is_stored_is_told_with_its_rule(repository):
    repository.write("promisectl.yaml", SETTINGS + "calendars:\n  cl: {country: CL}\n")
    repository("request diego Paint --within 2bd --calendar cl -c dry --id clm-new2m3n4 --by ana")
    repository.commit("ana")
    repository.branch("change")
    repository("agree clm-new --by diego")
    repository.commit("diego")
    assert "- diego agrees; due Thu 2026-03-05 (2 business days from agreement, calendar cl) (author)" in of(
        repository, "clm-new2m3n4"
    )
    (stored,) = changes(repository, "due-stored")
    assert (stored["to"], stored["agreed"], stored["position"]) == ("2026-03-05", True, 2)
    assert stored["summary"] == "due 2026-03-05 (2 business days from agreement, calendar cl)"
    assert "due 2026-03-05 (2 business days from agreement, calendar cl)" in repository("diff main HEAD").out


def test_a_due_that_a_pause_moved_says_that_nobody_agreed_to_it(repository):
    repository("request diego Paint --within 4d -c dry --id clm-new2m3n4 --by ana --pause-on supplier")
    repository("agree clm-new --by diego")
    repository("pause clm-new --by diego --reason supplier")
    repository.commit("diego")
    repository.branch("change")
    repository.now = "2026-03-05T10:00:00-03:00"
    repository("resume clm-new --by diego")
    repository.commit("diego")
    assert "moved by a pause; not agreed" in of(repository, "clm-new2m3n4")
    (stored,) = changes(repository, "due-stored")
    assert (stored["from"], stored["to"], stored["agreed"]) == ("2026-03-07", "2026-03-09", False)
    (moved,) = changes(repository, "due-moved")
    assert (moved["agreed"], moved["timely"]) == (False, None)


def test_a_silence_for_a_long_time_is_a_line_of_diff(repository):
    repository.branch("change")
    for id_, day in ((ID, "2026-12-31"), (OTHER, "2026-03-31")):
        path = f"ledgers/claims/{id_}.yaml"
        repository.write(path, f"# promisectl: ignore PC604 until {day} because\n{repository.read(path)}")
    repository.commit("diego")
    (silence,) = changes(repository, "silence")
    assert (silence["promise"], silence["to"]) == (ID, "2026-12-31")
    assert "quiets PC604 until 2026-12-31, more than 90 days `PC111`" in of(repository, ID)
    assert "quiets PC604" in repository("diff main HEAD").out
    repository.branch("main", "change")
    repository.branch("next")
    repository(f"set {ID} priority 2")
    repository.commit("ana")
    assert changes(repository, "silence") == []


def test_free_fields_are_one_line_of_text_and_folded_in_the_comment(repository):
    repository.branch("change")
    repository("set k7m tags vip")
    repository("set clm-est priority 2")
    repository.commit("ana")
    said = repository("diff main HEAD").out
    assert said.splitlines()[-1] == "free fields: 2, in promises: 2 (details: `--format json`)"
    assert "vip" not in said
    assert "<details><summary>free fields: 2, in promises: 2</summary>" in comment(repository)
    assert len(changes(repository, "free-field")) == 2


def test_a_weight_that_changes_when_the_outcome_is_known_is_told_beside_it(repository):
    repository("deliver k7m -e report --by diego")
    repository("accept k7m --by ana")
    repository.commit("ana")
    repository.branch("change")
    repository("set k7m weight 9")
    repository.commit("ana")
    (weight,) = changes(repository, "free-field")
    assert repository("diff main HEAD --format json").json["findings"][0]["code"] == "PC410" or weight["findings"]
    assert "`PC410`" in of(repository, ID)


# Settings, people, services.


def loosened(run):
    run.write("promisectl.yaml", SETTINGS + POLICY)
    run.commit("ana")
    run.branch("change")
    run.write(
        "promisectl.yaml",
        SETTINGS + "policy: {stewards: [diego], proxy: allowed}\n" + POLICY.split("\n", 1)[1].replace("true", "false"),
    )
    run.write(
        "ledgers/people.yaml", PEOPLE.replace("people:\n", "people:\n  pia: {name: Pía, emails: [pia@example.com]}\n")
    )
    run("renegotiate k7m 2026-03-09 --by diego --reason supplier")
    run.commit("diego")


def test_what_loosens_the_guard_is_the_first_block(repository):
    loosened(repository)
    (first, block), *_ = [(heading, text) for heading, text in blocks(repository).items() if heading]
    assert first == "Who watches over these promises"
    for words in (
        "first stewards are named: diego", "`policy.trust` is lowered: author -\\> recorded",
        "`policy.acts` is lowered: accept: signed -\\> accept: recorded", "`policy.proxy: allowed`",
        "the target `kept` is enforced no longer",
    ):  # fmt: skip
        assert block.count(words) == 1, words


def test_other_keys_are_folded(repository):
    loosened(repository)
    folded = comment(repository).partition("<details><summary>settings, people, services: 3 key(s)</summary>")[2]
    assert "- people.pia: a new entry (" in folded


def test_every_changed_key_is_a_line_of_diff_with_whose_commit_it_is(repository):
    loosened(repository)
    rows = {one["key"]: one for one in changes(repository, "register")}
    trust = rows["policy.trust"]
    assert (trust["register"], trust["from"], trust["to"], trust["by"]) == ("settings", "author", None, "diego")
    assert trust["commit"] == repository.git("rev-parse", "HEAD").strip()
    assert (rows["people.pia.emails"]["register"], rows["people.pia.emails"]["to"]) == ("people", ["pia@example.com"])
    assert [one["code"] for one in trust["findings"]] == ["PC409"]
    text = repository("diff main HEAD").out
    assert "policy.trust: author -> - (" in text


def test_a_key_changed_by_somebody_who_may_not_has_its_finding_beside_it(repository):
    repository.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana]}\n")
    repository.commit("ana")
    repository.branch("change")
    repository.write("ledgers/people.yaml", PEOPLE.replace("eva@example.com", "m@example.com"))
    repository.commit("diego")
    (row,) = changes(repository, "register")
    assert {one["code"] for one in row["findings"]} == {"PC407", "PC409"}
    assert "`PC407`" in blocks(repository)["Who watches over these promises"]


def test_only_a_register_that_changed_is_told_so(repository):
    repository.branch("change")
    repository.write("ledgers/people.yaml", PEOPLE.replace("people:\n", "people:\n  pia: {name: Pía}\n"))
    repository.commit("ana")
    assert comment(repository).startswith("**No promise is changed; settings, people or services are**")
    repository("diff main HEAD --exit-code", code=1)


def test_keys_that_are_not_committed_yet_are_told_as_the_work_trees(repository):
    repository.write("ledgers/people.yaml", PEOPLE.replace("people:\n", "people:\n  pia: {name: Pía}\n"))
    assert "people.pia: a new entry (in the work tree)" in repository("diff").out


# The same findings as the check, in two languages, on a phone.


@pytest.mark.parametrize("change", [proposed, loosened])
def test_diff_carries_the_findings_of_the_check(repository, change):
    change(repository)
    document = repository("diff main HEAD --format json").json
    told = [*document["findings"], *(one for row in document["changes"] for one in row["findings"])]
    wanted = repository("check --base main --format json").json["findings"]
    assert sorted(map(json.dumps, told)) == sorted(map(json.dumps, wanted))


def test_the_comment_is_spoken_in_spanish(repository):
    proposed(repository)
    block = of(repository, ID, "--lang es")
    assert "- diego pide a ana: vencimiento vie 2026-03-06 -\\> lun 2026-03-09, +3 d;" in block
    assert "**falta que acuerde: ana**" in block


def hostile(run):
    """Names, notes and entries of registers that want to be more than text, or to be very wide."""
    wide, marks = "W" * 400, "</details> <img src=x> `x` [y](https://evil.example) @ana"
    run.branch("change")
    run(
        [
            "renegotiate",
            "k7m",
            "--what",
            f"{wide} {marks}",
            "-c",
            marks,
            "-c",
            wide,
            "--by",
            "diego",
            "--reason",
            "quality",
            "--note",
            marks,
        ]
    )
    run(["request", "diego", f"{marks} {wide}", "2026-03-20", "-c", wide, "--id", "clm-new2m3n4", "--by", "ana"])
    run(["set", "clm-est", "tags", "x" * 60])
    people = PEOPLE.replace(
        "people:\n", f"people:\n  pia: {{name: {json.dumps(wide + marks)}, emails: [{'p' * 60}@example.com]}}\n"
    )
    run.write("ledgers/people.yaml", people)
    run.commit("diego")


def test_what_is_folded_stays_text(repository):
    hostile(repository)
    own = re.compile(r"<details><summary>[^<>&]*</summary>|</details>|<!-- promisectl: diff -->")
    shown = "\n".join(line for line in comment(repository).split("\n") if not own.fullmatch(line))
    tokens = MarkdownIt("commonmark").parse(shown)
    kinds = {child.type for token in tokens for child in token.children or ()} | {token.type for token in tokens}
    assert kinds.isdisjoint({"html_block", "html_inline", "link_open", "image"})


@pytest.mark.skipif(BROWSER is None, reason="there is no browser on this machine")
@pytest.mark.parametrize("change", [proposed, loosened, hostile])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_line_is_wider_than_a_phone(repository, tmp_path, change, lang):
    change(repository)
    found = seen(comment(repository, f"--lang {lang}"), tmp_path)
    assert ID in found["text"]
    assert found["wide"] == []
    assert found["scroll"] <= WIDTH


@pytest.mark.skipif(BROWSER is None, reason="there is no browser on this machine")
def test_a_line_that_is_too_wide_is_seen(tmp_path):
    assert seen(f"```\n{'w' * 300}\n```\n", tmp_path)["wide"] != []
