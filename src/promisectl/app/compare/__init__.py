"""Comparing: two states of a workspace, and the commits that lie between them."""
