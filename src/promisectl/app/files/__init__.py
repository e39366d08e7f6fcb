"""Promise files as texts: edited, mended, redacted, packed, and made whole again after a conflict."""
