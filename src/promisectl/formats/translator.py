"""Translator: what a person reads, in the person's language: messages, names of states and acts, days.

People get wrong what changes with the language: keys, commands, codes and machine formats never do, and dates
stay ISO (with a weekday), so that whatever is shown can be typed again. English is what the source says and
needs no catalogue; Spanish is in `locale/es` and follows docs/reference/glossary.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from promisectl.model.acts import Verb
from promisectl.model.languages import LANGUAGES, SOURCE, Language
from promisectl.model.message import Keys, M, Message
from promisectl.model.moment import comes_twice, in_zone
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import escape_line
from promisectl.model.vocabulary import FIELD_NAMES, GROUPING_NAMES, NOTE_KINDS, OVERLAYS, REASONS, Role, State

if TYPE_CHECKING:
    from gettext import NullTranslations
    from zoneinfo import ZoneInfo

DOMAIN = "promisectl"
LOCALE = Path(__file__).parent.parent / "locale"

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FATES = (
    "kept-first",
    "kept-renegotiated",
    "late",
    "partial",
    "broken",
    "missed-open",
    "released",
    "cancelled-after-due",
    "not-owed",
    "pending",
    "open",
)
# The rows of reports, as machine formats call them.
ROWS = (
    *("floor", "own-words", "came-back", "late-release", "late-verdict", "no-evidence", "delivered-before"),
    *("kept-by-pause", "asked-again", "substance", "paused", "condition-past-due", "condition-undated", "not-owed"),
    *("kept-size", "customers", "largest-pair", "within-the-hour", "written-late", "self", "began-as-self"),
    *("last-day", "partial"),
    *("negotiation", "cycle", "lead"),
    *("open", "overdue", "at-risk", "awaiting"),
    *("objective", "key-result"),
)

# The keys of the format that have a name for people, by the context they have in the catalogue.
NAMES: dict[str, tuple[str, ...]] = {
    "state": tuple(State),
    "overlay": (*OVERLAYS, "open", "closed"),
    "fate": FATES,
    "verb": (*Verb, "promise", "handover", "undo"),
    "role": (Role.CUSTOMER, Role.PERFORMER, Role.OBSERVER),
    "due": ("first", "counted", "current"),
    "share": ("full", "partial"),
    "weekday": _DAYS,
    "reason": REASONS,
    "note-kind": NOTE_KINDS,
    "field": FIELD_NAMES,
    "grouping": GROUPING_NAMES,
    "severity": ("info", "warning", "error", "never"),
    "trust": ("signed", "author", "forge-asserted", "recorded", "unverified"),
    "row": ROWS,
    "decimal": (".",),
}

# A value with one of these names in a message is a key: it is shown by its name.
_CONTEXT_OF = {
    "state": "state",
    "before": "state",
    "after": "state",
    "role": "role",
    "fate": "fate",
    "spoken": "verb",
    "reason": "reason",
    "trust": "trust",
}
# A value with one of these names is a number: its point becomes the mark of the reader's language.
_NUMBERS = frozenset({"percent", "share", "wanted"})


class Translator:
    """The words of one language."""

    def __init__(self, language: Language = SOURCE) -> None:
        self.language = language

    def say(self, message: Message | str) -> str:
        """Return a message in this language, filled in; a text that no catalogue knows stays as it is."""
        if self.language == SOURCE:
            return str(message)
        catalogue = _catalogue(self.language)
        if isinstance(message, str):
            return catalogue.gettext(message) if message else ""
        text = catalogue.gettext(message.text)
        return text.format_map(self._said(message.data)) if message.data else text

    def _said(self, data: Mapping[str, object]) -> dict[str, object]:
        return {name: self._value(name, value) for name, value in data.items()}

    def _value(self, name: str, value: object) -> object:
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Keys):
            return ", ".join(self.named_keys(value.kind, value.keys)) or "-"
        if isinstance(value, str):
            return self._word(name, value)
        return self._moment(name, value)

    def _moment(self, name: str, value: object) -> object:
        """Return a day as people say it where the message asks for that (`on`); else a value as it is."""
        return self.day(value) if name == "on" and isinstance(value, date) else value

    def _word(self, name: str, value: str) -> str:
        if name in _CONTEXT_OF:
            return self.name(_CONTEXT_OF[name], value)
        return self.number(value) if name in _NUMBERS else value

    def name(self, context: str, key: str) -> str:
        """Return the name of a key of `NAMES`; one the catalogue does not know is its own name."""
        if self.language == SOURCE:
            return str(key)
        return _catalogue(self.language).pgettext(context, str(key))

    def named_keys(self, kind: str, keys: Iterable[str]) -> list[str]:
        """Return keys of the format with their names, either of which can be typed: `capacidad (capacity)`."""
        return [self._named_key(kind, key) for key in keys]

    def _named_key(self, kind: str, key: str) -> str:
        name = self.name(kind, key) if key in NAMES.get(kind, ()) else key
        return key if name == key else f"{name} ({key})"

    def text(self, value: object) -> str:
        """Return a free text as one harmless line; what was redacted is said to be so."""
        if isinstance(value, str):
            return escape_line(value)
        from promisectl.model.fields import Redacted

        return self.say(M("[redacted]")) if isinstance(value, Redacted) else escape_line(str(value))

    def lines(self, value: object) -> list[str]:
        """Return a free text as harmless lines, as many as it was written in."""
        if not isinstance(value, str):
            return [self.text(value)]
        return [escape_line(line) for line in value.removesuffix("\n").split("\n")]

    def state(self, state: State | str) -> str:
        """Return the name of a state: `conforme` for `accepted`."""
        return self.name("state", state)

    def overlay(self, overlay: str) -> str:
        """Return the name of an overlay: `vencida` for `overdue`."""
        return self.name("overlay", overlay)

    def outcome(self, outcome: str) -> str:
        """Return the name of a class of metrics.md: `cumplida a la primera` for `kept-first`."""
        return self.name("fate", outcome)

    def reason(self, reason: str) -> str:
        """Return the name of a reason code: `proveedor` for `supplier`; one that settings add is its own name."""
        return self.name("reason", reason)

    def number(self, written: str) -> str:
        """Return a number with the decimal mark of the language: `95,1` for `95.1`. Programs are given a point."""
        return written.replace(".", self.name("decimal", "."))

    def trust(self, word: str) -> str:
        """Return how far an act is proved, as people read it: `firmado` for `signed`."""
        return self.name("trust", word)

    def verb(self, verb: Verb | str) -> str:
        """Return what an act is called, in the infinitive: `renegociar`. A command keeps its English name."""
        return self.name("verb", verb)

    def role(self, role: Role | str) -> str:
        """Return the name of a role: `responsable` for `performer`."""
        return self.name("role", role)

    def due(self, which: Literal["first", "counted", "current"]) -> str:
        """Return the name of one of the three dues: `exigible` for `counted`."""
        return self.name("due", which)

    def share(self, share: Literal["full", "partial"]) -> str:
        """Return how much was accepted: `parcial` for `partial`."""
        return self.name("share", share)

    def day(self, moment: date, today: date | None = None, zone: ZoneInfo | None = None) -> str:
        """Return a day or instant with its weekday: `Fri 2026-03-06`, or `Fri 03-06` in the year of `today`.

        An instant is shown in `zone` (else by the clock of its own offset), to the minute. In an hour that comes twice,
        where the time alone is two instants, its offset stands beside it.
        """
        if isinstance(moment, datetime) and zone is not None:
            moment = in_zone(moment, zone)
        weekday = self.name("weekday", _DAYS[moment.weekday()])
        written = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
        if today is not None and today.year == moment.year:
            written = written[5:]
        return f"{weekday} {written}{_hour(moment, zone)}"


def _hour(moment: date, zone: ZoneInfo | None) -> str:
    """Return the time of an instant; with its offset in the hour that the clock shows twice. A day has none."""
    if not isinstance(moment, datetime):
        return ""
    twice = zone is not None and comes_twice(moment, zone)
    offset = moment.isoformat(timespec="minutes")[16:]
    return f" {moment:%H:%M} {offset}" if twice else f" {moment:%H:%M}"


@lru_cache(maxsize=4)
def _catalogue(language: Language) -> NullTranslations:
    from gettext import translation

    return translation(DOMAIN, LOCALE, [language])


def choose_language(
    argv_lang: str | None,
    env: Mapping[str, str],
    settings_language: str | None = None,
    locale: str | None = None,
) -> Language:
    """Return the language to speak: of `--lang`, PROMISECTL_LANG, the settings, the locale; else English.

    `locale` is asked where LC_ALL, LC_MESSAGES and LANG say nothing. A locale in another language is English;
    a language asked for by name that promisectl does not speak is a Trouble.
    """
    for name, asked in (("--lang", argv_lang), ("PROMISECTL_LANG", env.get("PROMISECTL_LANG"))):
        if asked:
            return _asked(name, asked)
    if settings_language:
        return _language_of(settings_language) or SOURCE
    spoken = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or locale or ""
    return _language_of(spoken) or SOURCE


def _asked(name: str, asked: str) -> Language:
    language = _language_of(asked)
    if language is None:
        raise Trouble(
            M("{name} asks for “{language}”, which promisectl does not speak", name=name, language=asked),
            help=M("use one of: {languages}", languages=", ".join(LANGUAGES)),
        )
    return language


def _language_of(locale: str) -> Language | None:
    """Return the language of a locale's name, such as `es_CL.UTF-8`, where it is one of ours."""
    spoken = locale.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return next((language for language in LANGUAGES if language == spoken), None)
