"""The machinery of checks: what a rule is, what it sees, how findings are selected, silenced and weighed."""
