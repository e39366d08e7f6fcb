"""Attributes are read as git itself reads them (`git check-attr`), and what they may not say is found."""

import random
import subprocess

import pytest

from promisectl.checking.attribute_faults import attribute_faults, new_faults
from promisectl.checking.attributes import Attributes, read_attributes
from promisectl.git.programs import git_available

ASKED = ("ident", "filter", "text", "eol", "merge", "working-tree-encoding", "own")
FILES = (
    "a.yaml",
    "a b.yaml",
    "promisectl.yaml",
    "ledgers/people.yaml",
    "ledgers/claims/a.yaml",
    "ledgers/claims/b.yaml",
    "ledgers/claims/a b.yaml",
    "ledgers/claims/old/a.yaml",
    "ledgers/claims/old/deep/c.yaml",
    "ledgers/sales/settled/2026.yaml",
)
PATTERNS = [
    "*",
    "**",
    "***",
    "*.yaml",
    "*.y*l",
    "*m*l*",
    "a?yaml",
    "a**l",
    "**a.yaml",
    "/a.yaml",
    "./a.yaml",
    "!a.yaml",
    "\\a.yaml",
    "a.yaml/",
    "ledgers",
    "ledgers/",
    "ledgers/**",
    "/ledgers/*",
    "ledgers//x",
    "l*s/**",
    "ledgers/**/a.yaml",
    "ledgers/**/old/**",
    "**/a.yaml",
    "**/claims/*",
    "claims/*",
    "**/**/a.yaml",
    "led*/c*/*a*.y?ml",
    "promisectl.yaml",
    "[attr]",
    "[!b].yaml",
    "[[:alpha:]].yaml",
    "[z-a].yaml",
    "[]a].yaml",
    "[a",
    "[a-]*.yaml",
    "[\\]a]*.yaml",
    "ledgers/claims/[a-c]*.yaml",
    '"a b.yaml"',
    '"ledgers/\\143laims/*"',
    '"open',
]
SETTINGS = [
    "ident",
    "-ident",
    "!ident",
    "ident=yes",
    "filter=x",
    "-filter",
    "text",
    "-text",
    "text=auto",
    "!text",
    "eol=crlf",
    "merge",
    "merge=union",
    "binary",
    "-binary",
    "own",
    "-own",
    "bad!name",
    "-a=b",
    "working-tree-encoding=UTF-16",
]


def some_attributes(chance):
    """Return the text of a file of attributes."""
    lines = [f"[attr]own {chance.choice(SETTINGS)}"] if chance.random() < 0.5 else []
    for _ in range(chance.randint(1, 4)):
        blank = chance.choice([" ", "\t", "  "])
        settings = " ".join(chance.sample(SETTINGS, chance.randint(1, 2)))
        lines.append(f"{chance.choice(PATTERNS)}{blank}{settings}{chance.choice(['', ' ', chr(13)])}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    top = tmp_path_factory.mktemp("attributes")
    subprocess.run(["git", "init", "--quiet", top], check=True)
    for name in FILES:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("x\n")
    return top


def asked_of_git(folder):
    command = ["git", "check-attr", "-z", *ASKED, "--", *FILES]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.split("\0")
    rows = zip(answer[0:-1:3], answer[1:-1:3], answer[2:-1:3], strict=True)
    return {(path, name): value for path, name, value in rows}


def as_git_writes(value):
    return value if isinstance(value, str) else {True: "set", False: "unset", None: "unspecified"}[value]


@pytest.mark.skipif(not git_available(), reason="there is no git here")
@pytest.mark.parametrize("seed", range(40))
def test_every_path_has_the_attributes_that_git_says(folder, seed):
    chance = random.Random(seed)
    texts = {f"{below}.gitattributes": some_attributes(chance) for below in ("", "ledgers/", "ledgers/claims/")}
    for path, text in texts.items():
        (folder / path).write_bytes(text.encode())
    ours = Attributes([read_attributes(text.encode(), path) for path, text in texts.items()], ASKED)
    told = {path: ours.of(path) for path in FILES}
    read = {
        (path, name): as_git_writes(told[path][name].value if name in told[path] else None)
        for path in FILES
        for name in ASKED
    }
    assert read == asked_of_git(folder), texts


def faults(text, path=".gitattributes", *, cr=False, files=FILES, **more):
    found = attribute_faults({path: text.encode()} | more, files, lambda _: cr)
    return [(fault.line, fault.value, str(fault.severity)) for fault in found]


@pytest.mark.parametrize(
    "setting", ["working-tree-encoding=UTF-16", "working-tree-encoding", "ident", "filter=lfs", "filter=git-crypt"]
)
def test_what_rewrites_a_ledger_is_an_error(setting):
    assert faults(f"ledgers/** {setting}\n") == [(1, setting, "error")]
    assert faults(f"promisectl.yaml {setting}\n") == [(1, setting, "error")]
    assert faults(f"people.yaml {setting}\n") == [(1, setting, "error")]


@pytest.mark.parametrize("setting", ["merge=union", "merge=ours", "-merge", "merge=binary"])
def test_another_way_to_merge_a_ledger_is_a_warning(setting):
    assert faults(f"*.yaml {setting}\n") == [(1, setting, "warning")]


@pytest.mark.parametrize("setting", ["text", "text=auto", "eol=crlf", "eol=lf", "crlf"])
def test_rewriting_the_ends_of_lines_is_a_warning_where_a_file_holds_cr(setting):
    assert faults(f"* {setting}\n", cr=True) == [(1, setting, "warning")]
    assert faults(f"* {setting}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "* text=auto\n",
        "*.psd filter=lfs diff=lfs merge=lfs -text\n",
        "* -text\n",
        "* -ident -filter !merge merge=text\n",
        "* working-tree-encoding=UTF-8\n",
        "* diff=yaml linguist-language=YAML whitespace=trailing-space export-ignore\n",
        "ledgers/ ident\n",
        "# ledgers/** ident\n",
        "ledgers/** ident bad!name\n",
        "ledgers/** filter=x\n*.yaml -filter\n",
        "docs/** working-tree-encoding=UTF-16\n",
    ],
)
def test_what_says_nothing_of_the_ledgers_is_nothing(text):
    assert faults(text) == []


def test_minus_text_answers_for_files_that_hold_cr():
    assert faults("* text=auto\nledgers/** -text\n*.yaml -text\n", cr=True) == []


def test_a_macro_is_what_it_stands_for():
    assert faults("[attr]mine ident filter=x\nledgers/** mine\n") == [(2, "filter=x", "error"), (2, "ident", "error")]
    assert faults("*.yaml binary\n") == [(1, "-merge", "warning")]


def test_a_file_further_down_says_more():
    nested = {"ledgers/.gitattributes": b"*.yaml -ident\n"}
    assert faults("ledgers/**/*.yaml ident\n", files=["ledgers/claims/a.yaml"], **nested) == []
    nested = {"ledgers/claims/.gitattributes": b"a.yaml ident\n"}
    assert faults("* -ident\n", **nested) == [(1, "ident", "error")]


def test_a_mac_takes_capitals_for_small_letters():
    assert faults("LEDGERS/** ident\n") == [(1, "ident", "error")]


def test_a_pattern_of_many_stars_takes_no_time():
    name = "ledgers/claims/" + "a" * 3000 + ".yaml"
    assert faults("*a" * 900 + "b ident\n" + "**/" * 600 + "x ident\n", files=[name] * 20) == []


def test_a_fault_counts_the_files_and_names_one():
    (fault,) = attribute_faults({".gitattributes": b"ledgers/claims/** ident\n"}, FILES, lambda _: False)
    assert (fault.count, fault.example) == (5, "ledgers/claims/a b.yaml")


def test_only_what_an_older_version_did_not_say_is_new():
    def told(text, files=FILES):
        return attribute_faults({".gitattributes": text}, files, lambda _: False)

    old = told(b"ledgers/claims/** ident\n")
    assert new_faults(told(b"# a line above\nledgers/claims/** ident\n"), old, {".gitattributes"}) == []
    assert new_faults(told(b"ledgers/claims/** ident\n", [*FILES, "ledgers/claims/new.yaml"]), old) == []
    assert new_faults(told(b"ledgers/** ident\n"), old, {".gitattributes"}) != []
    assert [fault.attribute for fault in new_faults(told(b"ledgers/claims/** ident merge=x\n"), old)] == ["merge"]
