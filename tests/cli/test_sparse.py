"""Half of a ledger is never taken for the whole: a sparse checkout is told, and fails what a script asks."""

import pytest


@pytest.fixture
def sparse(repository):
    """Two ledgers, of which the checkout leaves out `sales` with its two promises."""
    for ledger, name in (("claims", "clm-aaaa1111"), ("sales", "sal-bbbb2222"), ("sales", "sal-cccc3333")):
        repository.write(f"ledgers/{ledger}/.gitkeep", "")
        repository(f"request diego 'Inspect the vehicle' fri --ledger {ledger} --id {name}")
        repository(f"agree {name} --by diego")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "-m", "promises")
    repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/ledgers/sales/*.yaml")
    return repository


TOLD = "this checkout is sparse: files of the ledgers not looked at: 2\n"


@pytest.mark.parametrize(
    "line", ["list", "status", "overdue all", "due", "report fulfilment", "check", "list -q", "diff"]
)
def test_looking_commands_say_how_many_files_are_not_there(sparse, line):
    assert TOLD in sparse(line).err


@pytest.mark.parametrize("line", ["overdue all", "due", "inbox all", "diff"])
def test_exit_code_is_2_whatever_was_found(sparse, line):
    sparse(f"{line} --exit-code", code=2)


def test_json_stays_json(sparse):
    assert sparse("list --format json").json["promises"]


def test_a_whole_checkout_says_nothing(sparse):
    sparse.git("sparse-checkout", "disable")
    assert sparse("list").err == ""
    sparse("overdue all --exit-code")


def test_a_checkout_that_leaves_out_other_files_says_nothing(repository):
    repository.write("docs/page.md", "text\n")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "-m", "page")
    repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/docs/")
    assert not (repository.folder / "docs/page.md").exists()
    assert repository("list").err == ""
