"""The room itself: what it imports, and who else reaches git."""

import subprocess
import sys
from pathlib import Path

from promisectl.git import repository as room


def test_the_room_opens_no_process_until_it_is_asked():
    code = "import sys; import promisectl.git.repository, promisectl.git.as_user; sys.exit('subprocess' in sys.modules or 'git' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_as_user_knows_git_python_and_only_lazily():
    source = Path(room.__file__).parents[1]
    words = ("import git\n", "import git.", "from git import", "from git.")
    reaching = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if any(line.lstrip().startswith(words) for line in path.read_text(encoding="utf-8").splitlines(keepends=True))
    }
    assert reaching == {"git/as_user.py"}


def test_no_other_room_starts_git():
    source = Path(room.__file__).parents[1]
    starting = [path for path in source.rglob("*.py") if '["git"' in path.read_text(encoding="utf-8")]
    assert starting == []
