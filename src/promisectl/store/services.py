"""Services: ledgers/services.yaml, read when it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from promisectl.model.fields import PROMISE_ID, SLUG
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot
from promisectl.model.services import PARAMETER, PERIOD, Service, ServicesFile
from promisectl.model.settings import Settings
from promisectl.yamltext.exact import Document
from promisectl.yamltext.validate import form_finding, read_model


def read_services(document: Document, settings: Settings) -> tuple[Mapping[str, Service], list[Finding]]:
    """Return the services by name, and the findings of the file's form."""
    path = services_path(settings)
    file, findings = read_model(ServicesFile, document, path)
    if file is None:
        return {}, findings
    root = Spot(path, ("services",))
    for name, service in file.services.items():
        findings += _faults(name, service, root.at(name))
    findings += _id_faults(file.services, root)
    return file.services, findings


def services_path(settings: Settings) -> str:
    """Return the path of services.yaml, relative to the workspace."""
    return (Path(settings.ledgers) / "services.yaml").as_posix()


def _faults(name: str, service: Service, spot: Spot) -> Iterator[Finding]:
    if not re.fullmatch(SLUG, name):
        yield form_finding("PC104", spot, M("a service's name is made of a-z, 0-9 and -"), M("rename the service"))
    if service.due is None and service.within is None and service.every is None:
        note = M("the service says neither `due` nor `within`: a promise says by when")
        yield form_finding("PC103", spot, note, M("add `within: 2bd`, or `due: +3d`"))
    if service.due is not None and service.within is not None:
        note = M("the service carries both `due` and `within`: one of them says by when")
        yield form_finding("PC104", spot.at("due"), note, M("leave one of them out"))
    if service.every is not None:
        yield from _recurring_faults(service, spot)


def _id_faults(services: Mapping[str, Service], root: Spot) -> Iterator[Finding]:
    """Yield what is wrong with the patterns by which services name what is made from them."""
    first: dict[str, str] = {}
    for name, service in services.items():
        if service.id is None:
            continue
        spot = root.at(name).at("id")
        yield from _pattern_faults(service.id, service, spot)
        other = first.setdefault(PARAMETER.sub("{}", service.id), name)
        if other != name:
            note = M("the service `{other}` gives the same ids", other=other)
            yield form_finding("PC104", spot, note, M("begin one of them with other letters"))


def _pattern_faults(pattern: str, service: Service, spot: Spot) -> Iterator[Finding]:
    wanted = PERIOD if service.every is not None else "case"
    if not re.fullmatch(PROMISE_ID, PARAMETER.sub("1", pattern)):
        note = M("“{id}” makes no id", id=pattern)
        help_ = M("write lower-case letters, digits and dashes: `id: {example}`", example=f"sin-{{{wanted}}}")
        yield form_finding("PC104", spot, note, help_)
    elif not PARAMETER.search(pattern):
        note = M("every promise made from the service would have the same id")
        help_ = M("put a parameter into it: `id: {example}`", example=f"{pattern}-{{{wanted}}}")
        yield form_finding("PC104", spot, note, help_)


def _recurring_faults(service: Service, spot: Spot) -> Iterator[Finding]:
    for key in ("customer", "performer"):
        if getattr(service, key) is None:
            note = M("a service with `every` names its {role}: nobody else says it", role=key)
            yield form_finding("PC103", spot, note, M("add `{key}:`", key=key))
    others = [name for name in service.parameters() if name != PERIOD]
    if others:
        note = M("a service with `every` is opened without parameters, and `{name}` is one", name="{" + others[0] + "}")
        yield form_finding(
            "PC104", spot.at("what"), note, M("only `{period}` is filled in by itself", period="{period}")
        )
