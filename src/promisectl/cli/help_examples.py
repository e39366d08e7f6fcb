"""Examples of every command, as they are typed. A test types each of them into a small workspace.

What they name is short on purpose: `k7m` is the beginning of a promise's id, and is enough where no other begins so.
"""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, ...]] = {
    "promise": ('promisectl promise ana "Estimate the repair" fri -c "parts and hours listed" --by diego',),
    "offer": ('promisectl offer diego "Train the adjuster" +7d -c "one morning"',),
    "request": (
        'promisectl request diego "Inspect claim 88123" fri -c "report with 8 photos"',
        'promisectl request eva "Migrate the database" --within 10d --why "the old server is slow" --waive-criteria',
    ),
    "counter": ("promisectl counter req +7d", "promisectl counter req --performer diego"),
    "renegotiate": (
        "promisectl renegotiate k7m +3d --reason supplier --by diego",
        'promisectl renegotiate k7m --note "half now" -c "report" --reason capacity --by diego',
    ),
    "agree": ("promisectl agree ren", 'promisectl agree req --understood "one figure a workshop" --by eva'),
    "decline": ("promisectl decline req --reason capacity --by eva",),
    "withdraw": ("promisectl withdraw off",),
    "yes": ("promisectl yes del", "promisectl yes ren"),
    "no": ("promisectl no req --reason capacity --by eva",),
    "deliver": ("promisectl deliver k7m -e report.pdf --by diego",),
    "accept": ("promisectl accept del --rating 5", "promisectl accept del --partial 0.8 --reason quality"),
    "reject": ('promisectl reject del --unmet 1 --note "the hours are missing"',),
    "cancel": ("promisectl cancel k7m --reason customer-change",),
    "revoke": ("promisectl revoke k7m --reason capacity --by diego",),
    "fail": ("promisectl fail k7m --reason forgotten",),
    "warn": (
        "promisectl warn k7m --reason supplier --forecast 2026-03-11 --by diego",
        "promisectl warn 9xk --clear --by eva",
    ),
    "note": ('promisectl note k7m "seen on site"', 'promisectl note k7m "they called twice" --kind voice-of-customer'),
    "confirm": ("promisectl confirm del --by diego", "promisectl confirm ren 2"),
    "next": ("promisectl next k7m",),
    "set": ("promisectl set k7m priority 1", "promisectl set ren tags +critical -vip"),
    "status": ("promisectl", "promisectl status --by diego"),
    "list": (
        "promisectl list performer:me is:overdue",
        "promisectl list --all class:late,broken",
        "promisectl list due:..eow --format csv",
        "promisectl list --sort -due --limit 3 --columns id,what,due,ledger",
    ),
    "show": ("promisectl show k7m", "promisectl show k7m --as-of 2026-03-05"),
    "due": ("promisectl due me", "promisectl due --days 7"),
    "overdue": ("promisectl overdue me", "promisectl overdue all tag:vip", "promisectl overdue --exit-code"),
    "inbox": ("promisectl inbox", "promisectl inbox diego"),
    "log": ("promisectl log --limit 5", "promisectl log k7m"),
    "report fulfilment": (
        "promisectl report fulfilment",
        "promisectl report fulfilment --by customer,performer",
        'promisectl report fulfilment --where "closed:2026-Q1" --format markdown',
    ),
    "report goals": ("promisectl report goals", "promisectl report goals --period 2026-Q1 --list"),
    "goal checkin": (
        'promisectl goal checkin kr-nps 24 --confidence 6 --note "survey of April"',
        "promisectl goal checkin fcr 71% --at 2026-03-06",
    ),
    "check": ("promisectl check", "promisectl check --select PC3 --format concise"),
    "rule": ("promisectl rule PC304", "promisectl rule"),
    "export jsonl": ("promisectl export jsonl --output promises.jsonl",),
    "doctor": ("promisectl doctor",),
    "person add": ('promisectl person add luis --name "Luis Pino" --email luis@example.com',),
    "person left": ("promisectl person left eva 2026-03-06",),
    "ledger new": ("promisectl ledger new repairs",),
    "service list": ("promisectl service list",),
    "schema": ("promisectl schema promise",),
    "completion": ("promisectl completion bash",),
    "help": ("promisectl help request", "promisectl help dates"),
}
