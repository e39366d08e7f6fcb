"""A table of attacks and of honest branches, each through `check --base` and `audit`."""
