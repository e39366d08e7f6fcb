"""The program in a repository, as the tests of the command line have it."""

from cli.conftest import nowhere, repository, run

__all__ = ["nowhere", "repository", "run"]
