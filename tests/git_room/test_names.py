"""What a ref that was typed may mean."""

import pytest

from promisectl.git.repository import Repository
from promisectl.model.trouble import Trouble

from .folders import run


def commit(repository, message):
    run(repository.top, "commit", "--quiet", "--allow-empty", "-m", message)
    return run(repository.top, "rev-parse", "HEAD")


@pytest.fixture
def first(repository):
    """The first commit; a second one is HEAD."""
    oid = repository.head()
    commit(repository, "second")
    return oid


def refuses(repository, name, *meanings):
    with pytest.raises(Trouble) as caught:
        Repository(repository.top).resolve(name)
    assert caught.value.exit_code == 2
    for meaning in meanings:
        assert meaning in str(caught.value)
    assert "refs/heads/" in str(caught.value.help)


def test_a_name_that_is_a_tag_and_a_branch_means_neither(repository, first):
    run(repository.top, "tag", "main", first)
    refuses(repository, "main", "refs/tags/main", "refs/heads/main")


def test_a_name_that_is_a_tag_and_a_remote_branch_means_neither(repository, first):
    run(repository.top, "update-ref", "refs/remotes/origin/main", first)
    assert repository.resolve("origin/main") == first
    run(repository.top, "tag", "origin/main")
    refuses(repository, "origin/main", "refs/tags/origin/main", "refs/remotes/origin/main")


def test_a_local_branch_named_like_a_remote_one_means_neither(repository, first):
    run(repository.top, "update-ref", "refs/remotes/origin/main", first)
    run(repository.top, "branch", "origin/main")
    refuses(repository, "origin/main", "refs/heads/origin/main")


def test_two_meanings_of_one_commit_are_two_meanings(repository):
    run(repository.top, "tag", "main")
    refuses(repository, "main")


def test_what_follows_the_name_does_not_hide_its_two_meanings(repository, first):
    run(repository.top, "tag", "main", first)
    for revision in ("main~0", "main^", "main^{commit}", "main@{0}"):
        refuses(repository, revision)


def test_a_full_name_means_itself(repository, first):
    head = repository.head()
    run(repository.top, "tag", "main", first)
    assert repository.resolve("refs/heads/main") == head
    assert repository.resolve("refs/tags/main") == first


def test_a_tag_does_not_stand_in_for_a_full_name_that_is_missing(repository):
    run(repository.top, "tag", "refs/heads/gone")
    refuses(repository, "refs/heads/gone", "refs/tags/refs/heads/gone")
    assert repository.resolve("refs/heads/nowhere") is None


def test_a_full_hash_is_a_hash_whatever_is_called_so(repository, first):
    head = repository.head()
    run(repository.top, "update-ref", f"refs/heads/{first}", head)
    run(repository.top, "update-ref", f"refs/tags/{first}", head)
    assert repository.resolve(first) == first
    assert repository.resolve(first.upper()) == first


def test_a_name_of_the_length_of_a_hash_is_no_name(repository):
    for digits in ("a" * 40, "b" * 64):
        run(repository.top, "update-ref", f"refs/tags/{digits}", repository.head())
        assert repository.resolve(digits) is None


def test_a_branch_named_like_the_beginning_of_a_hash_means_neither(repository, first):
    short = first[:10]
    assert repository.resolve(short) == first
    run(repository.top, "branch", short)
    refuses(repository, short, f"refs/heads/{short}", first)


def test_head_is_head_whatever_is_called_so(repository, first):
    head = repository.head()
    run(repository.top, "update-ref", "refs/tags/HEAD", first)
    run(repository.top, "update-ref", "refs/heads/HEAD", first)
    assert repository.resolve("HEAD") == head
    assert repository.resolve("HEAD~1") == first


def test_a_branch_of_any_other_name_is_itself(repository, first):
    run(repository.top, "branch", "año/nuevo", first)
    run(repository.top, "branch", "cafe", first)
    assert repository.resolve("año/nuevo") == first
    assert repository.resolve("cafe") == first
