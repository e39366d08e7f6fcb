"""Output: where results, findings and errors are printed, how wide, and in which format."""
