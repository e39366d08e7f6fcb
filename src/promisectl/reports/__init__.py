"""Reports: tables as values: columns with units, cells without formatting.

A module holds `make(asked)`, which returns a `Report`. A new one is a file here and its name in `REPORTS`, with a line
for the command; every format prints it.
"""

from promisectl.model.message import M

REPORTS = {
    "overview": M("Say how reliable we are to customers, whether it gets better, and where it breaks."),
    "fulfilment": M(
        "Say how many promises were kept, and how many as first promised: always together, with the counts."
    ),
}
