"""YAML readers side by side on the same promises, as ratios to the fast reader. `make bench`.

Slow readers read a part of the files and are scaled up; the table says so.
"""

from __future__ import annotations

import gc
import io
import time
from collections.abc import Callable

from run import PROMISE

from promisectl.store.reading import read_promises
from promisectl.yamltext.exact import read_exact
from promisectl.yamltext.fast import read_fast

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


def timed(read: Callable[[str], object], files: list[str], part: int = 1) -> float:
    """Return the best of three runs in seconds, scaled up where only one in `part` files is read."""
    chosen = files[::part]
    best = float("inf")
    for _ in range(3):
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        for text in chosen:
            read(text)
        best = min(best, time.perf_counter() - start)
        gc.enable()
    return best * part


def main() -> None:
    """Print every reader's time as a ratio to the fast reader's."""
    import yaml
    from ruamel.yaml import YAML

    files = texts()
    base = timed(lambda text: read_fast(text.encode()), files)
    rows: list[tuple[str, Callable[[str], object], int]] = [
        ("fast reader, into models", into_models, 1),
        ("exact reader (libyaml events, places)", read_exact, 2),
        ("PyYAML CSafeLoader", lambda text: yaml.load(text, yaml.CSafeLoader), 4),
        ("ruamel.yaml safe, pure", lambda text: YAML(typ="safe", pure=True).load(text), 40),
        ("ruamel.yaml round trip", lambda text: YAML(typ="rt", pure=True).load(io.StringIO(text)), 40),
    ]
    print(f"{'fast reader (guard, rapidyaml, JSON)'.ljust(44)} {1:7.1f} x", flush=True)
    for name, read, part in rows:
        scaled = f"   (one file in {part})" if part > 1 else ""
        print(f"{name.ljust(44)} {timed(read, files, part) / base:7.1f} x{scaled}", flush=True)


if __name__ == "__main__":
    main()
