"""Completion in the shell: what could stand where the cursor stands."""
