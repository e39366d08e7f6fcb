"""Trouble: why the program cannot go on. What is wrong *in the ledger* is a Finding instead."""

from __future__ import annotations

from promisectl.model.message import Message


class Trouble(Exception):  # noqa: N818 - it is not always an error of the program
    """Something stops the command: a code, a message, what to do next, and the exit code it ends with.

    `legal` names the acts that would be lawful instead, for refusals by the law.
    """

    def __init__(
        self,
        message: Message,
        *,
        help: Message | None = None,
        note: Message | None = None,
        code: str = "usage",
        exit_code: int = 2,
        legal: tuple[str, ...] = (),
    ) -> None:
        super().__init__(str(message))
        self.message = message
        self.help = help
        self.note = note
        self.code = code
        self.exit_code = exit_code
        self.legal = legal


class Conflict(Trouble):
    """Somebody else is writing, or the file changed underneath (exit 4)."""

    def __init__(self, message: Message, *, help: Message | None = None) -> None:
        super().__init__(message, help=help, code="conflict", exit_code=4)
