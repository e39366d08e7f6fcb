"""One command one file; nothing here is imported until it is asked for."""
