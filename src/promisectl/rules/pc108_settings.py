"""Settings: promisectl.yaml does not hold together.

The form of every key is checked when the file is read; a `format` newer than the program knows is a clear error.
What is checked once everything is read: the codes in `check` exist, and `policy.acts` names acts of the law. A code
that does not exist silences or selects nothing, which is worse than an error.

What to do: correct the line; `promisectl rule` lists the codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.model.act import Verb
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot
from promisectl.rules.examples import AGREE, example
from promisectl.rules.rule import found
from promisectl.rules.scene import SETTINGS_PATH, Scene

CODE = "PC108"
SCOPE = "workspace"

_LEDGER = f"# file: ledgers/claims/clm-k7m2x9qd.yaml\n{example(AGREE)}"

BAD = f"""\
# file: promisectl.yaml
format: 1
check: {{severity: {{PC999: warning}}}}
{_LEDGER}"""

GOOD = f"""\
# file: promisectl.yaml
format: 1
check: {{severity: {{PC302: warning}}}}
{_LEDGER}"""


def check(scene: Scene) -> Iterator[Finding]:
    """Yield each code that does not exist and each act that the law does not have."""
    root, settings = Spot(SETTINGS_PATH), scene.settings.check
    places = [(code, root.at("check", "severity", code)) for code in settings.severity]
    places += [(code, root.at("check", "select", index)) for index, code in enumerate(settings.select)]
    places += [(code, root.at("check", "ignore", index)) for index, code in enumerate(settings.ignore)]
    for selector, spot in places:
        if not any(code.startswith(selector) for code in CODES):
            yield found(
                CODE,
                spot,
                note=M("no code begins with `{code}`", code=selector),
                help=M("see the codes there are: `promisectl rule`"),
            )
    for verb in scene.settings.policy.acts:
        if verb not in {known.value for known in Verb}:
            yield found(
                CODE,
                root.at("policy", "acts", verb),
                note=M("`{verb}` is no act of the law", verb=verb),
                help=M("the acts: {verbs}", verbs=", ".join(known.value for known in Verb)),
            )
