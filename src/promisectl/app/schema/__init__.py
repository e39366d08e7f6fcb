"""Schemas: the JSON Schema of the files, of what programs hand in, and of what commands print."""
