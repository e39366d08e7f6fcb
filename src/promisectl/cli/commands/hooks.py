"""`hooks`: git asks promisectl before a commit and before a push."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import basic

if TYPE_CHECKING:
    from promisectl.app.check.hooks import Hook, Verdict
    from promisectl.cli.output.console import Console
    from promisectl.model.message import Message

Names = Annotated[
    list[str] | None, typer.Argument(help="commit-msg or pre-push; both if left out.", metavar="[HOOK...]")
]


@basic
def hooks_install_command(console: Console, names: Names = None) -> None:
    """Have git check the ledgers before a commit and before a push. A hook that is there already is left alone."""
    from promisectl.app.check.hooks import hooks, install, remember
    from promisectl.model.message import M

    found = hooks(console.shared.root, names or [])
    done = install(found)
    remember(console.shared.root, sorted({hook.name for hook in hooks(console.shared.root) if hook.asks}))
    _tell(console, "installed", done, M("installed {name}: {path}"), M("they are installed already"))
    if done and done[0].shared:
        console.remark(
            M("core.hooksPath names that folder; in repositories without a ledger there the hooks say nothing")
        )


@basic
def hooks_status_command(console: Console) -> None:
    """Say which hooks stand in this repository."""
    from promisectl.app.check.hooks import hooks
    from promisectl.git.hooks import Presence
    from promisectl.model.message import M

    sentence = {
        Presence.ABSENT: M("{name}: not installed; `promisectl hooks install`"),
        Presence.INSTALLED: M("{name}: installed: {path}"),
        Presence.OUTDATED: M("{name}: installed otherwise than now: `promisectl hooks install` renews it: {path}"),
        Presence.FOREIGN: M("{name}: another hook stands there, which is not promisectl's: {path}"),
    }
    found = hooks(console.shared.root)
    if console.wants_sentences:
        console.print([_line(console, _standing(hook, sentence[hook.presence]), hook) for hook in found])
    else:
        rows = [{"name": one.name, "path": str(one.path), "presence": one.presence.value} for one in found]
        console.document({"hooks": rows})


def _standing(hook: Hook, sentence: Message) -> Message:
    """Return how a hook stands: gone where it was installed once, asked for by another tool's hook, or as it is."""
    from promisectl.git.hooks import Presence
    from promisectl.model.message import M

    if hook.is_gone:
        return M("{name}: it was installed and is gone: `promisectl hooks install`")
    if hook.asks and hook.presence not in (Presence.INSTALLED, Presence.OUTDATED):
        return M("{name}: another hook asks promisectl: {path}")
    return sentence


@basic
def hooks_remove_command(console: Console, names: Names = None) -> None:
    """Take away the hooks that promisectl installed, and no other."""
    from promisectl.app.check.hooks import hooks, remember, remove
    from promisectl.model.message import M

    done = remove(hooks(console.shared.root, names or []))
    remember(console.shared.root, sorted({hook.name for hook in hooks(console.shared.root) if hook.asks}))
    _tell(console, "removed", done, M("removed {name}: {path}"), M("there is none to remove"))


@basic.printing("text")  # it speaks to whoever commits; programs ask `check --base`
def hooks_run_command(
    console: Console,
    name: Annotated[str, typer.Argument(help="commit-msg or pre-push.", metavar="HOOK")],
    arguments: Annotated[
        list[str] | None, typer.Argument(help="What git tells the hook.", metavar="[ARGUMENT...]")
    ] = None,
) -> None:
    """Judge what is to be committed or pushed. It is what an installed hook calls; it changes nothing."""
    import sys

    from promisectl.app.check.hooks import before_commit, before_push, hooks
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    hooks(console.shared.root, [name])
    if not arguments:
        raise Trouble(M("git tells a {name} hook more than nothing", name=name), help=M("let git run it"))
    if name == "commit-msg":
        _judge(console, [before_commit(console.shared.root)])
    else:
        _judge(console, list(before_push(console.shared.root, arguments[0], sys.stdin.read().splitlines())))


def _judge(console: Console, verdicts: list[Verdict]) -> None:
    """Print what was found, and stop git where it must not go on."""
    import sys

    from promisectl.cli.output.console import stop
    from promisectl.cli.output.findings import print_examined
    from promisectl.model.message import M

    for verdict in verdicts:
        if verdict.guarded is not None and verdict.guarded.check_result.findings:
            print_examined(console, verdict.guarded.check_result, statistics=False, fail_on="error")
            sys.stdout.flush()  # git shows both streams as one: what was found comes before what follows from it
        for remark in verdict.remarks:
            console.remark(remark)
    if any(verdict.stops for verdict in verdicts):
        console.remark(M("git stops here; nothing was changed"))
        stop(1)


def _line(console: Console, message: Message, hook: Hook) -> str:
    from promisectl.model.visible_text import escape_line

    return console.say(message.text).format(name=hook.name, path=escape_line(str(hook.path)))


def _tell(console: Console, key: str, done: list[Hook], each: Message, none: Message) -> None:
    if not console.wants_sentences:
        console.document({key: [{"name": one.name, "path": str(one.path)} for one in done]})
    elif not console.shared.quiet:
        console.print([_line(console, each, one) for one in done] or [console.say(none)])
