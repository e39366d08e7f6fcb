"""Documents: what commands print as JSON, typed (cli.md, JSON shapes).

Writers return these types and Pydantic makes the published schemas of them, so that the three cannot drift apart. Every
document of a command begins with `format_version`, which the printer adds. Dates, instants and ids are texts.
"""
