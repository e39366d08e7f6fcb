"""Acts: planned, judged by the law, and spliced into the files of their promises."""
