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
    "trend": M("Say whether promises are kept better than before, and what changed more than chance."),
    "flow": M("Say how long promises take, how old the open ones are, and how many come through a week."),
    "reasons": M("Say why promises break, and between which areas."),
    "network": M("Say which areas promise which, how it goes, and which hand-offs hold no promise."),
    "goals": M(
        "Say how far objectives and key results are beside the time that passed, and who promised to move them."
    ),
    "forecast": M("Say when what is open may all be done, drawn from the weeks that were."),
    "soundness": M("Say how far the rates can be leaned on: figures that are hard to flatter."),
    "sipoc": M("Show suppliers, inputs, process, outputs and customers of each kind of promise."),
    "blueprint": M("Show each promise to a customer with the promises that carry it, layer by layer."),
}
