"""The program: parse, find the command, run it, say what went wrong, exit.

Start-up is measured (docs/decisions/0004-start-up.md): `--version` is answered before anything is built, and a
command's module is imported only when that command is asked for.
"""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from promisectl.model.message import Message

_TAKES_NO_MORE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
EXIT_FINDINGS, EXIT_USAGE, EXIT_BUG, EXIT_CONFLICT, EXIT_INTERRUPTED = 1, 2, 3, 4, 130


def main() -> NoReturn:
    """Run the program with the arguments of the process.

    A command lives for a moment and what it reads has no cycles, so garbage is not collected: on ten thousand
    promises that costs more than parsing them.
    """
    gc.disable()
    _end(run(sys.argv[1:]))


def _end(code: int) -> NoReturn:
    """End at once, once programs that were started are ended and all is written.

    What was read is not taken apart first: of an audit that is a tenth of its time.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed by whoever started us, or read no more
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    if sys.stdout is None or sys.stderr is None:  # closed by whoever started us: the next file opened would be it
        return EXIT_USAGE
    try:
        code = _answer(list(arguments))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): nothing more to say, and nothing wrong.
        _say_no_more()
        return 0
    except RecursionError:
        return _report_depth(list(arguments))
    except OSError as error:
        return _report_full(error, list(arguments))
    except Exception as error:  # noqa: BLE001, RUF100 - the one place: a bug is reported, not shown as a traceback
        return _report_bug(error, list(arguments))


def _answer(arguments: list[str]) -> int:
    """Answer what needs no command at once, else run the command; return the exit code."""
    if arguments and arguments[0] in ("--version", "-V"):
        from promisectl import __version__

        print(f"promisectl {__version__}")
        return 0
    if arguments and arguments[0] == "__complete":
        from promisectl.cli.completion.main import main as complete

        return complete(arguments[1:])
    return _run(arguments)


def _run(arguments: list[str]) -> int:
    # Looking for Pydantic's plugins means reading the metadata of every package installed beside this one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    from promisectl.cli.application import application
    from promisectl.cli.encoding import stand_in_where_needed
    from promisectl.cli.language import choose
    from promisectl.cli.output.errors import say_trouble, say_usage
    from promisectl.model.languages import SOURCE
    from promisectl.model.trouble import Trouble

    stand_in_where_needed()
    try:
        language = choose(arguments)
    except Trouble as trouble:
        return say_trouble(trouble, arguments, SOURCE)
    try:
        result = application(language).main(args=arguments, prog_name="promisectl", standalone_mode=False)
    except SystemExit as end:  # how the framework ends where whoever read the output has gone
        raise (end.__context__ if isinstance(end.__context__, BrokenPipeError) else end) from None
    except Trouble as trouble:
        return say_trouble(trouble, arguments, language)
    except Exception as error:
        return say_usage(error, arguments, language)
    return result if isinstance(result, int) else 0


def _say_no_more() -> None:
    """Let what is still to be written to standard output, and what the end of the program writes, go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_full(error: OSError, arguments: list[str]) -> int:
    """Say that the output takes no more, where that is what happened: its disk is full, say."""
    if error.errno not in _TAKES_NO_MORE or error.filename is not None:
        return _report_bug(error, arguments)
    from promisectl.model.message import M

    _say_no_more()
    problem = M("the output takes no more: {problem}", problem=os.strerror(error.errno or 0))
    return _say_last(problem, M("what was printed is not whole; see that there is space where it goes"), arguments)


def _report_depth(arguments: list[str]) -> int:
    """Say that what was read is nested deeper than anything the program writes or understands."""
    from promisectl.model.message import M

    problem = M("what was read is nested too deeply to be understood")
    return _say_last(problem, M("nothing that promisectl writes is; see where the file comes from"), arguments)


def _say_last(problem: Message, remedy: Message, arguments: list[str]) -> int:
    """Say why the program ends, on standard error, and return the exit code of what it cannot do."""
    from promisectl.cli.language import spoken
    from promisectl.formats.translator import Translator

    words = Translator(spoken(arguments))
    sys.stderr.write(f"promisectl: {words.say(problem)}\n  {words.say(remedy)}\n")
    return EXIT_USAGE


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
