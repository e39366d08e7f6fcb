"""Region: the time zone a new workspace lives in, and the country whose public holidays its business days leave out."""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.model.folding import fold
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble
from promisectl.store.zone import country_of, machine_zone, zones

UNKNOWN = "UTC"  # where nobody can say and nobody can be asked


@dataclass(frozen=True, slots=True)
class Region:
    """A zone by its IANA name, and the code of a country, None where no calendar is wished."""

    zone: str
    country: str | None = None

    def settings(self) -> str:
        """Return the lines of promisectl.yaml that say so."""
        lines = f"timezone: {self.zone}\n"
        if self.country is None:
            return lines
        name = self.country.lower()
        return f"{lines}calendars: {{{name}: {{country: {self.country}}}}}\ndefault-calendar: {name}\n"


def region_here(zone: str | None = None, country: str | None = None) -> Region:
    """Return the region as it was told; Trouble for a zone or a country that nobody knows. Else the machine's zone."""
    known = known_zone(zone) if zone else machine_zone() or UNKNOWN
    return Region(known, known_country(country) if country else None)


def known_zone(text: str) -> str:
    """Return a zone by its name, or by that of its city alone, however it is typed; Trouble for one there is not."""
    known = zones()
    if text in known:
        return text
    wanted = fold(text.strip()).replace(" ", "_")
    cities = [zone for zone in known if wanted in (fold(zone), fold(zone.rpartition("/")[2]))]
    of_countries = [zone for zone in cities if country_of(zone)]
    for found in (of_countries, cities):
        if len(found) == 1:
            return found[0]
    raise Trouble(
        M("there is no time zone “{zone}”", zone=text),
        help=did_you_mean(text, sorted(known), M("write it like America/Santiago")),
    )


def country_here(zone: str) -> str | None:
    """Return the code of the country a zone is in, where its public holidays are known; else None."""
    from promisectl.calendars.public import countries

    country = country_of(zone)
    return country if country in countries() else None


def known_country(text: str) -> str:
    """Return the code of a country whose public holidays are known; Trouble for another."""
    from promisectl.calendars.public import countries

    code = text.strip().upper()
    if code in countries():
        return code
    raise Trouble(
        M("no public holidays are known of “{country}”", country=text),
        help=M("name a country by its two letters, such as CL, ES or MX"),
    )
