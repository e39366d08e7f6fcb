"""Signatures: whether a commit was signed by a key that people.yaml listed for somebody.

SSH signatures go to `ssh-keygen -Y verify` with a file of just those keys, OpenPGP ones to `gpg` in a folder of its own
that holds just those keys and is thrown away. The user's keyring, agent and config have no part in it: whom this
machine trusts is no fact about a ledger. People get wrong what a key's end means: what it signed before it expired
stays signed, by the time that the signature itself tells; a revoked key signs nothing, for nobody knows since when.
"""

from __future__ import annotations

import base64
import binascii
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from promisectl.git.commits import Commit
from promisectl.git.programs import fixed_path, program
from promisectl.model.message import M
from promisectl.model.signature import UNSIGNED, Signature

_PATIENCE = 30.0
_SSH = b"-----BEGIN SSH SIGNATURE-----"
_PGP = b"-----BEGIN PGP SIGNATURE-----"
_PGP_KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
_SSH_KEY = re.compile(r"((?:ssh|ecdsa|sk)-[A-Za-z0-9@.-]{1,60}) ([A-Za-z0-9+/]+={0,3})(?:\s|\Z)")
_VERIFYING = ("--status-fd", "1", "--trust-model", "always", "--verify")
_BAD = frozenset({"BADSIG", "ERRSIG", "EXPSIG"})


@dataclass(frozen=True, slots=True)
class _Ring:
    """A folder of gpg, and the keys that it holds, by fingerprint."""

    folder: Path
    keys: Mapping[str, _Key]


@dataclass(frozen=True, slots=True)
class _Key:
    """An OpenPGP key, its own end and its primary key's together; `expires` in seconds since 1970, 0 for never."""

    revoked: bool
    expires: int


class Signatures:
    """Judges signatures; a folder of its own lives as long as it does. Use as a context manager."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._known: dict[tuple[str, tuple[str, ...]], Signature] = {}
        self._rings: dict[tuple[str, ...], _Ring] = {}

    def __enter__(self) -> Signatures:
        """Begin; nothing is made until a signature is judged."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Throw the folder away."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def signed_by(self, commit: Commit, handle: str, keys: Sequence[str]) -> Signature:
        """Return whether a commit carries a good signature by one of somebody's keys, and why not."""
        if not commit.signature:
            return UNSIGNED
        if not keys:
            return Signature(False, M("people.yaml listed no key of {handle}", handle=handle))
        question = (commit.oid, tuple(keys))
        if question not in self._known:
            self._known[question] = self._judged(commit, handle, tuple(keys))
        return self._known[question]

    def _judged(self, commit: Commit, handle: str, keys: tuple[str, ...]) -> Signature:
        if commit.signature.startswith(_SSH):
            return self._ssh(commit, handle, keys)
        if commit.signature.startswith(_PGP):
            return self._pgp(commit, handle, keys)
        return Signature(False, M("the signature is neither SSH nor OpenPGP"))

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="promisectl-"))  # of this user alone (mode 0700)
        return self._folder

    def _ssh(self, commit: Commit, handle: str, keys: tuple[str, ...]) -> Signature:
        ssh_keygen = program("ssh-keygen")
        if ssh_keygen is None:
            return _unchecked("ssh-keygen")
        listed = [key for key in map(_ssh_key, keys) if key]
        if not listed:
            return Signature(False, M("people.yaml listed no SSH key of {handle}", handle=handle))
        folder = self._place()
        allowed, signature = folder / "allowed", folder / "signature"
        allowed.write_text("".join(f'signer namespaces="git" {key}\n' for key in listed), encoding="ascii")
        signature.write_bytes(commit.signature + b"\n")
        arguments = ["-Y", "verify", "-f", str(allowed), "-I", "signer", "-n", "git", "-s", str(signature)]
        done = _run([ssh_keygen, *arguments], folder, commit.payload)
        if done is None:
            return _unchecked("ssh-keygen")
        return Signature(True) if done.returncode == 0 else _not_by(handle)

    def _pgp(self, commit: Commit, handle: str, keys: tuple[str, ...]) -> Signature:
        gpg = program("gpg")
        if gpg is None:
            return _unchecked("gpg")
        listed = tuple(key for key in keys if key.lstrip().startswith(_PGP_KEY))
        if not listed:
            return Signature(False, M("people.yaml listed no OpenPGP key of {handle}", handle=handle))
        ring = self._ring(gpg, listed)
        signature = ring.folder / "signature"
        signature.write_bytes(commit.signature + b"\n")
        done = _run([*_gpg(gpg, ring.folder), *_VERIFYING, str(signature), "-"], ring.folder, commit.payload)
        if done is None:
            return _unchecked("gpg")
        fingerprint, signed_at = _valid(done.stdout)
        if done.returncode != 0 or not signed_at.isdigit():
            return _not_by(handle)
        return _in_its_time(ring.keys.get(fingerprint), int(signed_at), handle)

    def _ring(self, gpg: str, keys: tuple[str, ...]) -> _Ring:
        """Return a folder of gpg that holds these keys and nothing else."""
        if keys not in self._rings:
            folder = Path(tempfile.mkdtemp(dir=self._place()))
            _run([*_gpg(gpg, folder), "--import"], folder, "\n".join(keys).encode())
            listing = _run([*_gpg(gpg, folder), "--list-keys", "--with-colons", "--fixed-list-mode"], folder, b"")
            self._rings[keys] = _Ring(folder, dict(_keys(listing.stdout if listing else "")))
        return self._rings[keys]


def _valid(status: str) -> tuple[str, str]:
    """Return the fingerprint and the time that gpg tells of the one good signature; empty where any is bad."""
    valid = []
    for line in status.splitlines():
        if not line.startswith("[GNUPG:] "):
            continue
        words = line.split()[1:]
        if words[0] in _BAD:
            return "", ""
        if words[0] == "VALIDSIG":
            valid.append(words)
    return (valid[0][1], valid[0][3]) if len(valid) == 1 else ("", "")


def _keys(listing: str) -> Iterator[tuple[str, _Key]]:
    """Yield fingerprint and key of what gpg lists: a key's line, then its fingerprint's; subkeys follow their key."""
    primary = key = _Key(True, 0)
    for fields in (line.split(":") for line in listing.splitlines()):
        if fields[0] in ("pub", "sub"):
            key = _Key(fields[1] in ("r", "i"), int(fields[6]) if fields[6].isdigit() else 0)
            if fields[0] == "pub":
                primary = key
            else:
                ends = [either.expires for either in (key, primary) if either.expires]
                key = _Key(key.revoked or primary.revoked, min(ends, default=0))
        elif fields[0] == "fpr":
            yield fields[9], key


def _in_its_time(key: _Key | None, signed_at: int, handle: str) -> Signature:
    """Return what a signature that fits is worth, by the time in seconds that it tells."""
    if key is None:
        return _not_by(handle)
    if key.revoked:
        return Signature(False, M("the key of {handle} is revoked", handle=handle))
    if key.expires and signed_at >= key.expires:
        return Signature(False, M("the key of {handle} was expired when it signed", handle=handle))
    return Signature(True)


def _ssh_key(key: str) -> str | None:
    """Return an OpenSSH public key without its comment; None for what is none, or holds more than a key."""
    match = _SSH_KEY.match(key.strip())
    if match is None or "\n" in key.strip():
        return None
    try:
        base64.b64decode(match[2], validate=True)
    except (binascii.Error, ValueError):
        return None
    return f"{match[1]} {match[2]}"


def _gpg(program: str, ring: Path) -> list[str]:
    return [
        program,
        "--homedir",
        str(ring),
        "--no-options",
        "--batch",
        "--no-tty",
        "--no-autostart",
        "--no-auto-key-locate",
    ]


def _run(command: list[str], folder: Path, given: bytes) -> subprocess.CompletedProcess[str] | None:
    """Run a program that has no home but this folder; None where it cannot be run."""
    environment = {"PATH": fixed_path(), "HOME": str(folder), "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, input=given, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    )


def _unchecked(program: str) -> Signature:
    return Signature(False, M("the signature cannot be checked here: there is no {program}", program=program), False)


def _not_by(handle: str) -> Signature:
    return Signature(False, M("no key that people.yaml listed for {handle} made this signature", handle=handle))
