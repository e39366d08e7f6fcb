"""The YAML engine: bytes into values with places, and edits into bytes. It touches no file; only it knows YAML."""
