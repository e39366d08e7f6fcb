"""Density: how much thought stands on a line. `make check` holds the list of functions that hold too much of it.

A function is dense where it has more than 200 tokens, or more than 0.6 branches a line (of six branches or more), or a
comprehension that holds two conditions or a condition and a ternary. Names, operators and brackets are tokens;
docstrings, comments and line ends are not. A branch is an `if`, a loop, an `except`, an `and` or `or`, a ternary, and
each `for` and `if` of a comprehension.

    density.py            list the dense functions, the densest first, and what the whole is like
    density.py check      exit 1 where one is not in scripts/density.txt, or one that is there is dense no more
    density.py write      write scripts/density.txt, where no function may come in that was not there
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "promisectl"
LIST = ROOT / "scripts" / "density.txt"
MOST_TOKENS = 200
MOST_BRANCHES = 0.6
FEW_BRANCHES = 6
_SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
_BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.comprehension)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True)
class Density:
    """A function, its tokens, its branches a line, and how many of its comprehensions hold too much."""

    place: str
    tokens: int
    lines: int
    branches: int
    folded: int

    @property
    def is_dense(self) -> bool:
        """Whether it holds too much."""
        crowded = self.branches >= FEW_BRANCHES and self.branches / self.lines > MOST_BRANCHES
        return self.tokens > MOST_TOKENS or crowded or self.folded > 0


def functions(path: Path) -> Iterator[Density]:
    """Yield the density of every function of a file; what stands inside a function belongs to it."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    lines = _tokens_by_line(text)
    name = path.relative_to(SOURCE).as_posix()
    for parent, function in _outermost(tree):
        yield _density(f"{name}:{parent}{function.name}", function, lines)


def _outermost(tree: ast.AST, parent: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield parent, node
        else:
            below = f"{node.name}." if isinstance(node, ast.ClassDef) else parent
            yield from _outermost(node, below)


def _tokens_by_line(text: str) -> dict[int, int]:
    counts: dict[int, int] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _SILENT:
            counts[token.start[0]] = counts.get(token.start[0], 0) + 1
    return counts


def _density(place: str, function: ast.FunctionDef, tokens: dict[int, int]) -> Density:
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = (first.end_lineno or 0) + 1 if documented else first.lineno
    body = range(start, (function.end_lineno or start) + 1)
    counted = [tokens[number] for number in body if number in tokens]
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    return Density(place, sum(counted), max(1, len(counted)), _branches(nodes), sum(map(_is_folded, nodes)))


def _branches(nodes: list[ast.AST]) -> int:
    found = 0
    for node in nodes:
        if isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            found += 1 + len(node.ifs)
        elif isinstance(node, _BRANCHES):
            found += 1
    return found


def _is_folded(node: ast.AST) -> bool:
    """Whether a comprehension holds two conditions, or a condition and a ternary."""
    if not isinstance(node, _COMPREHENSIONS):
        return False
    conditions = sum(len(part.ifs) for part in node.generators)
    inside = [*ast.walk(node)]
    conditions += sum(len(part.values) - 1 for part in inside if isinstance(part, ast.BoolOp))
    ternaries = sum(isinstance(part, ast.IfExp) for part in inside)
    return (conditions >= 2 and ternaries > 0) or conditions + ternaries >= 3


def measured() -> list[Density]:
    """Return the density of every function of the program."""
    return [density for path in sorted(SOURCE.rglob("*.py")) for density in functions(path)]


def allowed() -> set[str]:
    """Return the functions that are known to be dense."""
    if not LIST.exists():
        return set()
    return {line for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


def faults() -> list[str]:
    """Return what is wrong, a line each: a dense function that is not listed, a listed one that is dense no more."""
    dense = {density.place for density in measured() if density.is_dense}
    known = allowed()
    new = [f"too dense, unfold it: {place}" for place in sorted(dense - known)]
    gone = [f"dense no more, take it out of scripts/density.txt: {place}" for place in sorted(known - dense)]
    return new + gone


def show() -> None:
    """Print the dense functions, the densest first, and what the whole is like."""
    every = measured()
    dense = sorted((density for density in every if density.is_dense), key=lambda density: -density.tokens)
    for density in dense:
        rate = density.branches / density.lines
        print(f"{density.tokens:5} tokens {density.lines:4} lines {rate:4.1f} branches/line  {density.place}")
    tokens, lines = sum(density.tokens for density in every), sum(density.lines for density in every)
    branches = sum(density.branches for density in every)
    print(f"{len(dense)} of {len(every)} functions are dense; {tokens / lines:.1f} tokens and ", end="")
    print(f"{10 * branches / lines:.1f} branches per 10 lines")


def write() -> None:
    """Write the list of today; with a list there, nothing may come in."""
    dense = sorted(density.place for density in measured() if density.is_dense)
    known = allowed()
    kept = [place for place in dense if not known or place in known]
    LIST.write_text("# Functions that are too dense. This list may only shrink.\n" + "\n".join(kept) + "\n")


def main(word: str) -> int:
    """Do what one word asks; return the exit code."""
    if word == "check":
        found = faults()
        sys.stderr.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    write() if word == "write" else show()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
