"""Auditing: a walk along the commits, which act each brought, and what does not stand as it was."""
