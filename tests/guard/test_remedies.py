"""What the guard says to do can be pasted: every command of every help works, for whoever may say it."""

import pytest
from cli.remedies import commands_in, paste

from .test_pull_requests import STOPPED


@pytest.mark.parametrize("change", STOPPED, ids=lambda change: change.__name__)
def test_every_command_of_a_help_works_when_pasted(repository, change, tmp_path):
    repository.branch("change")
    change(repository)
    found = repository("check --base main --format json --fail-on never").json["findings"]
    commands = [command for one in found for command in commands_in(one["help"] or "")]
    for number, command in enumerate(dict.fromkeys(commands)):
        pasted = paste(repository.copied(tmp_path / str(number)), command)
        assert pasted.said.code == 0, pasted.told
