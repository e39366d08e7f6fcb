"""Interchange: other programs' lines, and the tools of agents."""
