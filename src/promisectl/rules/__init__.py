"""The checks: one rule one file; its docstring is the page of its code."""
