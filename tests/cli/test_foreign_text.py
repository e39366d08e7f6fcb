"""What other programs saved is read: marks at the beginning, line ends of Windows, a last line without an end."""

from __future__ import annotations

import json

import pytest

LINES = '{"id": "clm-k7m2x9qd", "what": "Inspección", "customer": "ana", "performer": "diego", "due": "2026-03-06"}\n'
ACT = '{"act": "request", "terms": {"performer": "diego", "what": "Inspección", "due": "2026-03-06"}, "note": "a\u2028b"}\n'
AS_SAVED = {
    "a mark at the beginning": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "both": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "no last line end": lambda text: text.rstrip("\n").encode(),
    "blank lines": lambda text: f"\n{text}\n\n".encode(),
}


def saved(run, data):
    path = run.folder.parent / "saved.json"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("how", AS_SAVED)
def test_an_import_is_read_however_it_was_saved(run, how):
    path = saved(run, AS_SAVED[how](LINES))
    assert run(f"import jsonl {path}").out.startswith("1 imported")
    assert "what: Inspección\n" in run.promise()


@pytest.mark.parametrize("how", AS_SAVED)
def test_acts_are_read_however_they_were_saved(run, how):
    before = len(run.tree())
    run(f"apply {saved(run, AS_SAVED[how](ACT))}")
    assert len(run.tree()) == before + 1


@pytest.mark.parametrize("how", AS_SAVED)
def test_standard_input_is_read_likewise(run, how):
    said = run.apart("import jsonl -", stdin=AS_SAVED[how](LINES).decode())
    assert said.out.startswith("1 imported")


@pytest.mark.parametrize("command", ["import jsonl", "apply"])
def test_utf_16_is_named_and_a_way_out_with_it(run, command):
    before = run.tree()
    said = run(f"{command} {saved(run, LINES.encode('utf-16'))}", code=2)
    assert "it is UTF-16" in said.err
    assert "iconv -f utf-16 -t utf-8" in said.err
    assert run.tree() == before


def test_another_encoding_is_named_by_its_line(run):
    said = run(f"import jsonl {saved(run, (LINES + LINES).encode('latin-1'))}", code=2)
    assert "it is not UTF-8, in line 1" in said.err


@pytest.mark.parametrize("how", AS_SAVED)
def test_approvals_are_read_however_they_were_saved(repository, how):
    repository.promised()
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "promised")
    approvals = json.dumps([], indent=1) + "\n"
    repository(f"check --base HEAD --approvals {saved(repository, AS_SAVED[how](approvals))}")


@pytest.mark.parametrize("how", ["a mark at the beginning", "line ends of Windows", "both"])
def test_a_checkpoint_is_read_however_it_was_saved(repository, how):
    repository.promised()
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "promised")
    kept = repository.folder.parent / "kept.json"
    repository(f"audit --write-checkpoint {kept}")
    again = saved(repository, AS_SAVED[how](kept.read_text(encoding="utf-8")))
    repository(f"audit --checkpoint {again}")
