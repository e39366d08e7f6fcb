"""Workspaces: made, entered in their registers, shown as an example, looked after."""
