"""The numbers: one definition one file, pure."""
