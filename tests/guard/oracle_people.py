"""The people by whose register the oracle judges: who an address is, who may speak, who left, who is a steward."""

from __future__ import annotations

from typing import Any

from .oracle_reading import Commit, World

People = dict[str, dict[str, Any]]


class Base:
    """The registers of a base; `older` are people of merge bases, whose addresses count besides at `recorded`."""

    def __init__(self, world: World | None, older: list[People]) -> None:
        self.world = world or World({}, {})
        self.people: People = self.world.people or {}
        self.policy: dict[str, Any] = self.world.settings.get("policy") or {}
        self.level: str = self.policy.get("trust", "recorded")
        self.stewards: set[str] = set(self.policy.get("stewards") or [])
        self.proxy_allowed = self.policy.get("proxy") == "allowed"
        self.registers = [self.people, *(older if self.level == "recorded" else [])]

    def authors(self, commit: Commit) -> set[str]:
        """Return the handles of a commit's author."""
        return self.of_address(commit.author)

    def of_address(self, address: str) -> set[str]:
        found: set[str] = set()
        for people in self.registers:
            for handle, entry in people.items():
                if address and address in (entry.get("emails") or []):
                    found.add(handle)
        return found

    def can_speak(self, handle: str) -> bool:
        """Whether a commit of hers could be told at all."""
        return any((people.get(handle) or {}).get("emails") for people in self.registers)

    @property
    def has_stewards(self) -> bool:
        """Whether a steward is named who could still speak."""
        return any(self.can_speak(steward) and not self.left(steward) for steward in self.stewards)

    def left(self, handle: str, at: str = "9999") -> bool:
        """Whether somebody had left on the day of an instant."""
        day = (self.people.get(handle) or {}).get("left")
        return day is not None and day <= at[:10]
