"""Commitment ledgers in plain files: who promised what to whom by when."""

__version__ = "0.1.0"
