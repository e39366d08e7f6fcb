"""The program: parse, find the command, run it, say what went wrong, exit.

Start-up is measured (docs/decisions/0004-start-up.md): `--version` is answered before anything is built, and a
command's module is imported only when that command is asked for.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

EXIT_FINDINGS, EXIT_USAGE, EXIT_BUG, EXIT_CONFLICT, EXIT_INTERRUPTED = 1, 2, 3, 4, 130


def main() -> NoReturn:
    """Run the program with the arguments of the process.

    A command lives for a moment and what it reads has no cycles, so garbage is not collected: on ten thousand
    promises that costs more than parsing them.
    """
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    if arguments and arguments[0] in ("--version", "-V"):
        from promisectl import __version__

        print(f"promisectl {__version__}")
        return 0
    if arguments and arguments[0] == "__complete":
        from promisectl.cli.completion.main import main as complete

        return complete(arguments[1:])
    try:
        code = _run(list(arguments))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): nothing more to say, and nothing wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001, RUF100 - the one place: a bug is reported, not shown as a traceback
        return _report_bug(error, list(arguments))


def _run(arguments: list[str]) -> int:
    # Looking for Pydantic's plugins means reading the metadata of every package installed beside this one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    from promisectl.cli.application import application
    from promisectl.cli.language import choose
    from promisectl.cli.output.errors import say_trouble, say_usage
    from promisectl.model.languages import SOURCE
    from promisectl.model.trouble import Trouble

    try:
        language = choose(arguments)
    except Trouble as trouble:
        return say_trouble(trouble, arguments, SOURCE)
    try:
        result = application(language).main(args=arguments, prog_name="promisectl", standalone_mode=False)
    except Trouble as trouble:
        return say_trouble(trouble, arguments, language)
    except Exception as error:
        return say_usage(error, arguments, language)
    return result if isinstance(result, int) else 0


def _report_bug(error: Exception, arguments: list[str]) -> int:
    if os.environ.get("PROMISECTL_TRACEBACK"):
        import traceback

        traceback.print_exc()
        return EXIT_BUG
    from promisectl.cli.language import spoken
    from promisectl.formats.translator import Translator
    from promisectl.model.message import M
    from promisectl.model.visible_text import escape_line

    kind, problem = type(error).__name__, escape_line(str(error))
    words = Translator(spoken(arguments))
    bug = M("promisectl: a bug: {kind}: {problem}", kind=kind, problem=problem[:200])
    ask = M("please report it with what the same command prints under PROMISECTL_TRACEBACK=1")
    sys.stderr.write(f"{words.say(bug)}\n  {words.say(ask)}\n")
    return EXIT_BUG
