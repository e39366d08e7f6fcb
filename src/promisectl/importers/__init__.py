"""Foreign text into promises: one file each, pure."""
