"""YAML readers side by side on the same promises, as ratios to the fast reader. `make bench`.

Each reader is timed in turn with the fast one, on a part of the files that the table tells; the median of the ratios
counts. Time is that of the processor.
"""

from __future__ import annotations

import gc
import io
import statistics
import time
from collections.abc import Callable

from run import PROMISE, RUNS

from promisectl.store.reading import read_promises
from promisectl.yamltext.composer import Composer
from promisectl.yamltext.exact import read_exact
from promisectl.yamltext.fast import read_fast
from promisectl.yamltext.pure import PureParser

COUNT = 10_000


def texts() -> list[str]:
    """Return ten thousand promises of about 375 bytes, as commands write them."""
    return [PROMISE.format(number=number, due="2026-03-06", state="promised") for number in range(COUNT)]


def into_models(text: str) -> object:
    """Read a file as the program does: its name is its id."""
    name = text[4 : text.index("\n")]
    promises, findings = read_promises(text.encode(), f"ledgers/claims/{name}.yaml", "claims")
    assert promises and not findings
    return promises


def second_parser(text: str) -> object:
    """Read a file as the exact reader does where libyaml refuses it."""
    return Composer(text, PureParser(text), many=False).documents()


def timed(read: Callable[[str], object], files: list[str]) -> float:
    """Return the seconds a file takes a reader."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    for text in files:
        read(text)
    seconds = time.process_time() - start
    gc.enable()
    return seconds / len(files)


def main() -> None:
    """Print every reader's time as a ratio to the fast reader's."""
    import yaml
    from ruamel.yaml import YAML

    files = texts()
    rows: list[tuple[str, Callable[[str], object], int]] = [
        ("fast reader, into models", into_models, 4),
        ("exact reader (libyaml's events, every place)", read_exact, 8),
        ("exact reader, by its second parser", second_parser, 100),
        ("PyYAML CSafeLoader", lambda text: yaml.load(text, yaml.CSafeLoader), 10),
        ("ruamel.yaml safe, by libyaml", lambda text: YAML(typ="safe").load(text), 20),
        ("ruamel.yaml safe, pure", lambda text: YAML(typ="safe", pure=True).load(text), 100),
        ("ruamel.yaml round trip", lambda text: YAML(typ="rt", pure=True).load(io.StringIO(text)), 100),
    ]
    ratios: dict[str, list[float]] = {name: [] for name, _, _ in rows}
    for _ in range(RUNS):
        for name, read, part in rows:
            fast = timed(lambda text: read_fast(text.encode()), files[::4])
            ratios[name].append(timed(read, files[::part]) / fast)
    print(f"{'fast reader (guard, rapidyaml, JSON)'.ljust(46)} {1:7.1f} x")
    for name, _, part in rows:
        print(f"{name.ljust(46)} {statistics.median(ratios[name]):7.1f} x   (one file in {part})")


if __name__ == "__main__":
    main()
