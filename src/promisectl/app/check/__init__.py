"""Checking: the findings of a workspace, of a branch, and of what is about to be committed."""
