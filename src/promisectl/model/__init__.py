"""The nouns: promise, act, terms, person, settings, place, finding. Values only; no files, no clock."""
