"""The WHERE language: text into a predicate over rows of a list."""
