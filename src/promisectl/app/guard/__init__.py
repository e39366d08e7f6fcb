"""The guard: one judge over a stretch of commits, for `check --base` and `audit`: what each brings and loses."""
