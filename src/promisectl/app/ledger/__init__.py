"""Ledgers read: promises as they stand at an instant, found by id, their speakers known."""
