"""Signatures: commits signed by real ssh-keygen and gpg, in homes that are thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from audit.history import AGREE, NOTE, ONE, PEOPLE, REGISTER, REQUEST, History, caught, path_of, promise

from promisectl.diff.trust import Signature
from promisectl.git.commits import commits
from promisectl.git.programs import git_available
from promisectl.git.repository import Repository
from promisectl.git.signatures import Signatures

pytestmark = pytest.mark.skipif(not git_available(), reason="git is not installed")
ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
gpg = pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg is not installed")
HERE = path_of(ONE)
GOOD = Signature(True)


def ssh_key(folder: Path, name: str) -> tuple[Path, str]:
    """Return the private key's file and the public key."""
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"{name}@work", "-f", path], check=True)
    return path, path.with_suffix(".pub").read_text().strip()


def sign_ssh(key: Path) -> list[str]:
    return ["-c", "gpg.format=ssh", "-c", f"user.signingkey={key}"]


class Keyring:
    """A gpg of its own, with one key without a passphrase."""

    def __init__(self, home: Path, email: str, *, expires: str = "0", at: str | None = None, sub: str = "") -> None:
        home.mkdir(mode=0o700)
        self.home, self.at = home, at
        self.gpg("--passphrase", "", "--quick-generate-key", email, "ed25519", "sign", expires)
        self.fingerprint = next(
            line.split(":")[9] for line in self.gpg("--list-keys", "--with-colons").splitlines() if line[:3] == "fpr"
        )
        self.signer = self.fingerprint
        if sub:
            self.gpg("--passphrase", "", "--quick-add-key", self.fingerprint, "ed25519", "sign", sub)
            listed = self.gpg("--list-keys", "--with-colons").splitlines()
            self.signer = [line.split(":")[9] for line in listed if line[:3] == "fpr"][-1]

    def gpg(self, *arguments: str, given: str = "") -> str:
        clock = ["--faked-system-time", self.at] if self.at else []
        command = ["gpg", "--homedir", self.home, "--batch", "--no-tty", "--quiet", "--pinentry-mode", "loopback"]
        done = subprocess.run([*command, *clock, *arguments], input=given, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def public(self) -> str:
        return self.gpg("--armor", "--export", self.fingerprint)

    def program(self) -> list[str]:
        """Return what makes git sign with this key."""
        script = self.home / "sign"
        clock = f"--faked-system-time {self.at} " if self.at else ""
        script.write_text(f'#!/bin/sh\nexec gpg --homedir "{self.home}" {clock}"$@"\n')
        script.chmod(0o700)
        return ["-c", f"gpg.program={script}", "-c", f"user.signingkey={self.signer}!"]

    def stop(self) -> None:
        subprocess.run(["gpgconf", "--homedir", self.home, "--kill", "all"], check=False)


@pytest.fixture
def keyrings(tmp_path_factory):
    """Make keyrings; their agents end with the test. Sockets want short paths."""
    folder, made = Path(tempfile.mkdtemp(prefix="k")), []

    def make(email: str = "diego@example.com", **more: str) -> Keyring:
        made.append(Keyring(folder / str(len(made)), email, **more))
        return made[-1]

    yield make
    for one in made:
        one.stop()
    shutil.rmtree(folder, ignore_errors=True)


def register(*keys: str) -> str:
    """Return people.yaml with these keys of Diego's."""
    if not keys:
        return REGISTER
    listed = "".join("    - |\n" + "".join(f"      {line}\n" for line in key.splitlines()) for key in keys)
    plain = "  diego: {name: Diego, emails: [diego@example.com]}\n"
    return REGISTER.replace(plain, f"  diego:\n    emails: [diego@example.com]\n    keys:\n{listed}")


def signed(h: History, options: list[str], text: str, by: str = "diego", at: str = "2026-03-02T10:00:00+00:00") -> str:
    """Commit a text of the promise as git signs it; return the commit."""
    h.write()
    h.git("reset", "--quiet", "--hard")
    (h.folder / HERE).write_text(text)
    who = ["-c", f"user.name={by}", "-c", f"user.email={by}@example.com"]
    sign = ["-S"] if options else []
    h.git(*who, *options, "commit", "-qa", *sign, "-m", "said", GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)
    return h.git("rev-parse", "HEAD")


@pytest.fixture(params=["sha1", "sha256"])
def begun(tmp_path, request):
    """Return what begins a history in which agreements are signed, with these keys of Diego's."""

    def begin(*keys: str, policy: str = "acts: {agree: signed}") -> History:
        h = History(tmp_path / "work", request.param)
        h.begin(policy, people=register(*keys))
        h.tell(REQUEST)
        return h

    return begin


def words(h: History) -> list[str]:
    return [str(one.word) for one in h.audit().acts]


def notes(h: History) -> str:
    return " ".join(str(one.finding.note) for one in h.audit().caught)


@ssh
def test_an_act_signed_with_a_listed_ssh_key_counts(begun, tmp_path):
    key, public = ssh_key(tmp_path, "diego")
    h = begun(public)
    signed(h, sign_ssh(key), promise(REQUEST, AGREE))
    assert caught(h.audit()) == set()
    assert words(h) == ["author", "signed"]


@ssh
def test_a_key_signs_for_its_owner_alone(begun, tmp_path):
    _, public = ssh_key(tmp_path, "diego")
    other, _ = ssh_key(tmp_path, "mallory")
    h = begun(public)
    signed(h, sign_ssh(other), promise(REQUEST, AGREE))
    assert caught(h.audit()) == {("unsigned", "PC502")}
    assert "no key that people.yaml listed for diego" in notes(h)


@ssh
def test_a_key_that_comes_with_the_act_does_not_count(begun, tmp_path):
    key, public = ssh_key(tmp_path, "diego")
    h = begun(policy="acts: {agree: signed}")
    h.write()
    h.git("reset", "--quiet", "--hard")
    (h.folder / PEOPLE).write_text(register(public))
    (h.folder / HERE).write_text(promise(REQUEST, AGREE))
    who = ["-c", "user.name=diego", "-c", "user.email=diego@example.com"]
    day = "2026-03-02T10:00:00+00:00"
    h.git(*who, *sign_ssh(key), "commit", "-qaS", "-m", "x", GIT_AUTHOR_DATE=day, GIT_COMMITTER_DATE=day)
    assert caught(h.audit()) == {("unsigned", "PC502")}
    assert "listed no key of diego" in notes(h)


@ssh
def test_a_signature_moved_to_another_commit_is_no_good(begun, tmp_path):
    key, public = ssh_key(tmp_path, "diego")
    h = begun(public)
    oid = signed(h, sign_ssh(key), promise(REQUEST, AGREE))
    raw = subprocess.run(["git", "cat-file", "commit", oid], cwd=h.folder, capture_output=True, check=True).stdout
    forged = h.git("hash-object", "-t", "commit", "-w", "--stdin", given=raw.replace(b"\n\nsaid", b"\n\nelse"))
    h.git("update-ref", "HEAD", forged)
    assert caught(h.audit()) == {("unsigned", "PC502")}


@ssh
@pytest.mark.parametrize("change", ["{key}\n* {other}", "cert-authority {key}", "* {other}", "ssh-ed25519 AAAA"])
def test_a_key_in_people_yaml_is_a_key_and_nothing_more(tmp_path, change):
    """What would be read as options, or as one more line of allowed signers, is no key."""
    key, public = ssh_key(tmp_path, "diego")
    _, other = ssh_key(tmp_path, "mallory")
    h = History(tmp_path / "work")
    h.begin(people=register(public))
    h.tell(REQUEST)
    oid = signed(h, sign_ssh(key), promise(REQUEST, AGREE))
    commit = commits(Repository(h.folder.resolve()), [oid])[oid]
    with Signatures() as judge:
        assert judge.signed_by(commit, "diego", [public]) == GOOD
        assert not judge.signed_by(commit, "diego", [change.format(key=public, other=other)]).good
        assert judge.signed_by(commit, "diego", [other, public]).good


@gpg
def test_an_act_signed_with_a_listed_openpgp_key_counts(begun, keyrings):
    ring = keyrings()
    h = begun(ring.public())
    signed(h, ring.program(), promise(REQUEST, AGREE))
    assert caught(h.audit()) == set(), notes(h)
    assert words(h) == ["author", "signed"]


@gpg
def test_another_openpgp_key_with_the_same_name_does_not(begun, keyrings):
    ring, other = keyrings(), keyrings()
    h = begun(ring.public())
    signed(h, other.program(), promise(REQUEST, AGREE))
    assert caught(h.audit()) == {("unsigned", "PC502")}


@gpg
@pytest.mark.parametrize("ends", [{"expires": "1d"}, {"sub": "1d"}, {"expires": "1d", "sub": "2d"}])
def test_what_an_openpgp_key_signed_before_it_expired_stays_signed(begun, keyrings, ends):
    ring = keyrings(at="20260302T090000", **ends)
    h = begun(ring.public())
    signed(h, ring.program(), promise(REQUEST, AGREE))
    assert caught(h.audit()) == set(), notes(h)
    assert words(h) == ["author", "signed"]


@gpg
@pytest.mark.parametrize("ends", [{"expires": "1d"}, {"sub": "1d"}, {"expires": "1d", "sub": "20d"}])
def test_an_openpgp_key_signs_nothing_after_it_expired(begun, keyrings, ends):
    """Its owner extends it and signs; the people.yaml of the parent holds it as it was."""
    ring = keyrings(at="20260302T090000", **ends)
    h = begun(ring.public())
    ring.gpg("--quick-set-expire", ring.fingerprint, "1y")
    ring.gpg("--quick-set-expire", ring.fingerprint, "1y", "*")
    ring.at = "20260304T090000"
    signed(h, ring.program(), promise(REQUEST, AGREE))
    assert caught(h.audit()) == {("unsigned", "PC502")}
    assert "was expired when it signed" in notes(h)


@gpg
@pytest.mark.parametrize("ends", [{}, {"at": "20260302T090000", "expires": "1d"}])
def test_a_revoked_openpgp_key_signs_nothing(begun, keyrings, ends):
    ring, elsewhere = keyrings(**ends), keyrings("eva@example.com")
    revocation = (ring.home / "openpgp-revocs.d" / f"{ring.fingerprint}.rev").read_text()
    elsewhere.gpg("--import", given=ring.public())
    elsewhere.gpg("--import", given=revocation.replace(":-----BEGIN", "-----BEGIN"))
    h = begun(elsewhere.gpg("--armor", "--export", ring.fingerprint))
    signed(h, ring.program(), promise(REQUEST, AGREE))
    assert caught(h.audit()) == {("unsigned", "PC502")}
    assert "is revoked" in notes(h)


@gpg
def test_a_revoked_subkey_signs_nothing_and_the_others_sign(begun, keyrings):
    ring, elsewhere = keyrings(sub="1y"), keyrings("eva@example.com")
    elsewhere.gpg("--import", given=ring.gpg("--armor", "--export-secret-keys", ring.fingerprint))
    said = "key 1\nrevkey\ny\n0\n\ny\nsave\n"
    elsewhere.gpg("--command-fd", "0", "--edit-key", ring.fingerprint, given=said)
    h = begun(elsewhere.gpg("--armor", "--export", ring.fingerprint))
    signed(h, ring.program(), promise(REQUEST, AGREE))
    assert caught(h.audit()) == {("unsigned", "PC502")}
    assert "is revoked" in notes(h)
    ring.signer = ring.fingerprint
    signed(h, ring.program(), promise(REQUEST, AGREE, NOTE.replace("ana", "diego")), at="2026-03-04T09:00:00+00:00")
    assert words(h)[2] == "signed"


@ssh
def test_where_a_signature_cannot_be_checked_the_reason_is_told(begun, tmp_path, monkeypatch):
    key, public = ssh_key(tmp_path, "diego")
    h = begun(public)
    signed(h, sign_ssh(key), promise(REQUEST, AGREE))
    only_git = tmp_path / "bin"
    only_git.mkdir()
    (only_git / "git").symlink_to(shutil.which("git"))
    monkeypatch.setenv("PATH", str(only_git))
    assert words(h) == ["author", "unverified"]
    assert "there is no ssh-keygen" in notes(h)


@ssh
def test_the_users_own_keyring_has_no_part_in_it(begun, tmp_path, monkeypatch):
    """Allowed signers and programs of the user's and the repository's config are not asked."""
    _, public = ssh_key(tmp_path, "diego")
    other, other_public = ssh_key(tmp_path, "mallory")
    h = begun(public)
    signed(h, sign_ssh(other), promise(REQUEST, AGREE))
    allowed = tmp_path / "allowed"
    allowed.write_text(f"* {other_public}\n")
    h.git("config", "gpg.ssh.allowedSignersFile", str(allowed))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text(f'[gpg "ssh"]\n\tallowedSignersFile = {allowed}\n')
    assert caught(h.audit()) == {("unsigned", "PC502")}


@ssh
def test_nothing_is_left_behind(begun, tmp_path, monkeypatch):
    key, public = ssh_key(tmp_path, "diego")
    h = begun(public)
    signed(h, sign_ssh(key), promise(REQUEST, AGREE))
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    assert words(h) == ["author", "signed"]
    assert os.listdir(room) == []
