"""Values into text: one format one file; no file or git access."""
