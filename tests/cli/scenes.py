"""A scene to look at: seven promises of three people, on Monday 9 March 2026."""

from .program import Program

TELLING = (
    ("2026-03-02T09:00:00-03:00", "request diego 'Inspect the vehicle of claim 88123' fri -c photos --id clm-k7m2x9qd"),
    ("2026-03-02T09:10:00-03:00", "agree k7m --by diego"),
    ("2026-03-02T10:00:00-03:00", "promise diego 'Migrate the quotes database' sun -c off --by eva --id clm-9xk4m2pp"),
    ("2026-03-02T10:10:00-03:00", "agree 9xk --by diego"),
    ("2026-03-05T10:00:00-03:00", "warn 9xk --reason supplier -n 'disk arrives Tuesday' --forecast 2026-03-11 --by eva"),
    ("2026-03-05T11:00:00-03:00", "request eva 'Report the cost of open claims' 2026-03-20 -c table --id clm-req2d3f4"),
    ("2026-03-05T12:00:00-03:00", "promise diego 'Train the adjuster' 2026-03-16 -c exam --id clm-off3g4h5"),
    ("2026-03-02T12:00:00-03:00", "promise ana 'Estimate the repair' 2026-03-10 -c pdf --by diego --id clm-del4j5k6"),
    ("2026-03-02T12:10:00-03:00", "agree del"),
    ("2026-03-06T12:00:00-03:00", "deliver del -e estimate.pdf --by diego"),
    ("2026-03-02T13:00:00-03:00", "promise ana 'Order the parts' 2026-03-12 -c list --tag vip --by diego --id clm-ren5m6n7"),
    ("2026-03-02T13:10:00-03:00", "agree ren"),
    ("2026-03-08T12:00:00-03:00", "renegotiate ren 2026-03-18 --reason supplier --by diego"),
    ("2026-03-02T14:00:00-03:00", "promise ana 'Call the insured' 2026-03-04 -c called --by diego --id clm-clo6p7q8"),
    ("2026-03-02T14:10:00-03:00", "agree clo"),
    ("2026-03-03T12:00:00-03:00", "deliver clo -e 'call 12' --by diego"),
    ("2026-03-03T13:00:00-03:00", "accept clo"),
)  # fmt: skip


def tell(run: Program) -> None:
    for now, line in TELLING:
        run.now = now
        run(line)
    run.now = "2026-03-09T09:00:00-03:00"
