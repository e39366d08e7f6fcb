"""The use cases: load, call the core, return a value. This is the public Python interface."""
