"""Setting up: workspaces, ledgers, people, areas; what is there is never overwritten and keeps its bytes."""

import pytest

from promisectl.git.programs import git_available

# init


def test_init_makes_settings_people_and_a_ledger(nowhere):
    said = nowhere("init")
    assert said.lines == [
        "made promisectl.yaml",
        "made ledgers/people.yaml",
        "you are `ana`; the ledger is `work`",
        'next: `promisectl person add HANDLE`, then `promisectl request HANDLE "…" fri`',
    ]
    assert nowhere.tree() == {
        "ledgers/people.yaml": b"people:\n  ana: {}\n",
        "ledgers/work/.gitkeep": b"",
        "promisectl.yaml": b"format: 1\ntimezone: America/Santiago\ndefault-ledger: work\n",
    }
    assert nowhere("check").out == "no findings; promises read: 0\n"


def test_init_takes_you_from_gits_user(nowhere):
    nowhere.write("../home/.gitconfig", "[user]\n\tname = Ana Ríos\n\temail = ana.rios@example.com\n")
    nowhere("init --ledger claims")
    assert nowhere.read("ledgers/people.yaml") == (
        "people:\n  ana.rios: {name: Ana Ríos, emails: [ana.rios@example.com]}\n"
    )


def test_init_makes_the_folder_that_root_names(nowhere):
    nowhere("init --root new/place")
    assert nowhere.read("new/place/promisectl.yaml").startswith("format: 1\n")


def test_init_never_overwrites(run):
    before = run.tree()
    said = run("init --ledger other", code=2)
    assert said.err.startswith("error: there is a workspace here already: ")
    assert run.tree() == before


def test_init_keeps_a_people_file_that_is_there(nowhere):
    nowhere.write("ledgers/people.yaml", "people:\n  eva: {}\n")
    assert nowhere("init").lines[0:2] == ["made promisectl.yaml", "you are `ana`; the ledger is `work`"]
    assert nowhere.read("ledgers/people.yaml") == "people:\n  eva: {}\n"


def test_init_works_without_any_git_program(nowhere, tmp_path):
    nowhere("init", PATH=str(tmp_path))
    nowhere("status", PATH=str(tmp_path))


@pytest.mark.skipif(not git_available(), reason="git is not installed")
def test_init_registers_everybody_who_committed(nowhere):
    run = nowhere
    run.git("init", "--quiet")
    for name, email in (("Eva Lara", "eva@example.com"), ("E. Va", "e.va@example.com"), ("Eva", "eva@example.com")):
        run.git("-c", f"user.name={name}", "-c", f"user.email={email}", "commit", "-q", "--allow-empty", "-m", "x")
    run("init --people-from-git")
    people = run.read("ledgers/people.yaml")
    assert "  eva: {name: Eva, emails: [eva@example.com]}\n" in people
    assert "e.va2: {name: E. Va, emails: [e.va@example.com]}\n" in people
    assert run("check").code == 0


def test_people_from_git_outside_a_repository_writes_nothing(nowhere):
    assert nowhere("init --people-from-git", code=2).err.startswith("error: --people-from-git needs a git repository")
    assert nowhere.tree() == {}


def test_the_example_lives_and_has_something_overdue(nowhere):
    nowhere("init --example")
    overdue = nowhere("overdue --format json").json["promises"]
    assert [one["what"] for one in overdue] == ["Inspect the vehicle of claim 88123", "Migrate the quotes database"]
    assert "2 of 4" in nowhere("report fulfilment").out
    assert nowhere("check --ignore PC3,PC6").code == 0
    nowhere.now = "2026-11-20T09:00:00-03:00"
    assert len(nowhere("overdue --format json").json["promises"]) > 2


def test_init_tells_a_program_what_it_made(nowhere):
    said = nowhere("init --format json").json
    assert said["files"] == ["promisectl.yaml", "ledgers/people.yaml"]
    assert said["repository"] is False


def test_init_makes_a_git_repository_where_it_is_asked_to_and_there_is_none(nowhere):
    said = nowhere("init --git --ledger claims")
    assert said.lines[0] == "made a git repository"
    assert nowhere.git("rev-parse", "--show-toplevel").strip() == str(nowhere.folder)
    assert nowhere.git("status", "--porcelain").split() == ["??", "ledgers/", "??", "promisectl.yaml"]
    assert nowhere("init --git --root below --format json").json["repository"] is False
    assert not (nowhere.folder / "below" / ".git").exists()


def test_init_in_git_says_so_in_spanish_and_knows_no_author_yet(nowhere):
    assert nowhere("init --git --people-from-git --lang es").lines[0] == "se creó un repositorio de git"


def test_init_makes_nothing_where_there_is_no_git_program_or_a_workspace_already(nowhere):
    assert "no git program" in nowhere("init --git", code=2, PATH="/nowhere").err
    assert nowhere.tree() == {}
    nowhere("init")
    nowhere("init --git", code=2)
    assert not (nowhere.folder / ".git").exists()


@pytest.mark.parametrize("name", ["Claims", "a b", "../up", "-x", ""])
def test_a_ledger_has_a_plain_name(nowhere, name):
    nowhere(["init", "--ledger", name], code=2)
    assert nowhere.tree() == {}


# ledger, person, area


def test_a_new_ledger_is_a_folder_and_may_choose_its_prefix(run):
    run("ledger new sales --prefix sls")
    assert run.read("ledgers/sales/.gitkeep") == ""
    assert run.read("promisectl.yaml").endswith("default-ledger: claims\nprefixes: {sales: sls}\n")
    id = run("request diego 'Sell' fri --ledger sales --quiet").out.strip()
    assert id.startswith("sls-")
    assert run("ledger new sales", code=2).err.startswith("error: there is a ledger `sales` already")


def test_the_ledger_written_to_is_the_one_told_the_default_or_the_one_you_stand_in(run):
    run("ledger new sales")
    assert run("request diego Sell fri --quiet").out.startswith("clm-")
    run.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\n")
    assert run("request diego Sell fri --quiet", code=2).err == (
        "error: which ledger? There are claims, sales\n"
        "  help: add `--ledger NAME`, or set `default-ledger` in promisectl.yaml\n"
    )
    run.folder = run.folder / "ledgers" / "sales"
    assert run("request diego Sell fri --quiet").out.startswith("sls-")


def test_a_person_is_registered_with_all_that_is_known(run):
    run("area add workshop --name Workshop --lead diego")
    run("person add rosa --name 'Rosa Lara' --email rosa@example.com --email r@example.com --area workshop")
    run("person add bot --agent --answers-to diego")
    assert run.read("ledgers/people.yaml").endswith(
        "  eva: {name: Eva Lara}\n"
        "  rosa: {name: Rosa Lara, emails: [rosa@example.com, r@example.com], area: workshop}\n"
        "  bot: {kind: agent, answers-to: diego}\n"
        "areas:\n"
        "  workshop: {name: Workshop, leads: [diego]}\n"
    )
    assert run("check").code == 0


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("person add Rosa", "“Rosa” cannot be a handle"),
        ("person add ana", "ana is registered already"),
        ("person add a-na", "`a-na` looks like `ana`, who is registered already"),
        ("person add rosa --area clams", "people.yaml has no area `clams`"),
        ("person add bot --agent --answers-to dieg", "nobody here is called `dieg`"),
        ("person left rosa", "nobody here is called `rosa`"),
        ("person left ext:claim-1", "ext:claim-1 is an outside party"),
        ("person left ana someday", "“someday” is not a date"),
        ("area add Claims", "“Claims” cannot be an area's name"),
        ("area add claims --lead dieg", "nobody here is called `dieg`"),
    ],
)
def test_a_wrong_registration_is_refused(run, line, problem):
    before = run.tree()
    assert problem in run(line, code=2).err.splitlines()[0]
    assert run.tree() == before


BLOCK = """\
# who may speak
people:
  # the customer
  ana: {name: 'Ana Ríos'}   # she decides

  diego:
    name: "Diego Soto"
    # he moved
    area: {2024-01-01: workshop}
# the end of the people
areas:
  workshop: {name: Workshop}
"""


def test_people_in_block_style_keep_every_other_byte(run):
    run.write("ledgers/people.yaml", BLOCK)
    run("person add eva --name 'Eva, Lara'")
    run("person left diego 2026-03-01")
    run("area add sales")
    assert (
        run.read("ledgers/people.yaml")
        == BLOCK.replace(
            "    area: {2024-01-01: workshop}\n",
            '    area: {2024-01-01: workshop}\n    left: 2026-03-01\n  eva: {name: "Eva, Lara"}\n',
        )
        + "  sales: {}\n"
    )


def test_people_with_windows_line_ends_keep_them(run):
    windows = BLOCK.replace("\n", "\r\n")
    run.write("ledgers/people.yaml", windows)
    run("person add eva")
    assert run.read("ledgers/people.yaml") == windows.replace(
        "    area: {2024-01-01: workshop}\r\n", "    area: {2024-01-01: workshop}\r\n  eva: {}\r\n"
    )


def test_people_in_flow_style_stay_in_flow_style(run):
    run.write("ledgers/people.yaml", "people: {ana: {}, diego: {name: Diego}}  # all of us\n")
    run("person add eva --name 'Eva: Lara'")
    run("person left diego 2026-03-01")
    assert run.read("ledgers/people.yaml") == (
        'people: {ana: {}, diego: {name: Diego, left: 2026-03-01}, eva: {name: "Eva: Lara"}}  # all of us\n'
    )


def test_people_as_one_flow_mapping_take_an_area(run):
    run.write("ledgers/people.yaml", "{people: {ana: {}}}\n")
    run("person add eva")
    run("area add claims --lead ana")
    assert run.read("ledgers/people.yaml") == "{people: {ana: {}, eva: {}}, areas: {claims: {leads: [ana]}}}\n"


def test_a_workspace_without_people_gets_its_first(run):
    (run.folder / "ledgers" / "people.yaml").unlink()
    run("person add ana")
    assert run.read("ledgers/people.yaml") == "people:\n  ana: {}\n"


def test_registers_tell_a_program_what_they_did(run):
    assert run("person add rosa --format json").json == {"format_version": 1, "person": "rosa"}
    assert run("person left rosa 2026-03-01 --format json").json == {
        "format_version": 1, "person": "rosa", "left": "2026-03-01",
    }  # fmt: skip
    assert run("area add sales --format json").json == {"format_version": 1, "area": "sales"}
    assert run("ledger new sales --format json").json == {
        "format_version": 1, "ledger": "sales", "path": "ledgers/sales",
    }  # fmt: skip


def test_a_dry_run_of_init_shows_the_files_and_makes_none(nowhere):
    shown = nowhere("init --ledger claims --dry-run").out
    assert "+default-ledger: claims\n" in shown
    assert "+++ b/ledgers/people.yaml\n" in shown
    assert list(nowhere.folder.iterdir()) == []
    assert "promisectl.yaml" in nowhere("init --dry-run --format json").json["files"]
    assert list(nowhere.folder.iterdir()) == []


def test_init_commits_what_it_made_and_nothing_else(nowhere):
    nowhere.write("../home/.gitconfig", "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n")
    nowhere.write("draft.txt", "mine\n")
    nowhere("init --ledger claims --git --commit")
    committed = set(nowhere.git("ls-tree", "-r", "--name-only", "HEAD").split())
    assert committed == {"promisectl.yaml", "ledgers/people.yaml", "ledgers/claims/.gitkeep"}


def test_init_with_commit_needs_a_repository_before_it_writes(nowhere):
    assert "--commit needs a git repository" in nowhere("init --commit", code=2).err
    assert list(nowhere.folder.iterdir()) == []
