#!/usr/bin/env bash
# Makes this example again from nothing, by speaking: `examples/workshop/make.sh FOLDER` writes the workspace there.
# Five weeks of an insurer's claims area, its workshop, systems and sales; the clock stands still at each act.
set -euo pipefail

folder=${1:?usage: make.sh FOLDER}
mkdir -p "$folder"
cd "$folder"
export TZ=America/Santiago PROMISECTL_LANG=en
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

on() { export PROMISECTL_NOW="2026-$1T${2:-09:00}:00-03:00"; }
say() { promisectl --quiet "$@"; }

# The settings and the people.
cat >promisectl.yaml <<'YAML'
format: 1
timezone: America/Santiago
default-ledger: claims
prefixes: {claims: clm, systems: sys}
reasons: {strike: Strike}
check: {due-soon: 3d}
targets:
- {name: promises kept, metric: fulfilment, at-least: 80%}
- {name: early word, metric: early-notice, at-least: 75%}
queries: {mine: "performer:me", trouble: "is:overdue,at-risk"}
YAML
mkdir -p ledgers/claims ledgers/systems
cat >ledgers/people.yaml <<'YAML'
people:
  ana:   {name: Ana Ríos, emails: [ana@example.com], area: claims}
  luis:  {name: Luis Vera, emails: [luis@example.com], area: claims}
  diego: {name: Diego Soto, emails: [diego@example.com], area: workshop}
  carla: {name: Carla Núñez, emails: [carla@example.com], area: workshop}
  eva:   {name: Eva Paz, emails: [eva@example.com], area: systems}
  bruno: {name: Bruno Lagos, emails: [bruno@example.com], area: sales}
areas:
  claims:   {name: Claims, leads: [ana]}
  workshop: {name: Workshop, leads: [carla]}
  systems:  {name: Systems, leads: [eva]}
  sales:    {name: Sales, leads: [bruno]}
YAML

# Week of 2 February
on 02-02
say request diego "Inspect the vehicle of claim 88041" fri --by ana --id clm-a4t7p2me --tag critical \
  -c "report with 8 photos" -c "estimate signed by the insured"
on 02-02 11:20; say agree clm-a4t7 --by diego
on 02-03
say request luis "Answer the insured of claim 88012 in writing" 2026-02-09 --by ana --id clm-b8v3k6ys \
  -c "letter sent, with the reasons"
on 02-03 15:10; say agree clm-b8v3 --by luis
on 02-04
say request diego "Estimate the repair of claim 88050" 2026-02-13 --by ana --id clm-c2n9d5wx \
  -c "parts and hours listed" -c "delivery date of the parts"
on 02-04 10:30; say agree clm-c2n9 --by diego --understood "parts and hours, with the dates of the importer"
on 02-05 17:30; say deliver clm-a4t7 --by diego -e "claims/88041/report.pdf"
on 02-06 10:00; say accept clm-a4t7 --by ana --rating 5

# Week of 9 February
on 02-09 12:00; say deliver clm-b8v3 --by luis -e "letter 4411"
on 02-09 16:00
say request ana "Release the payment of the tow truck of claim 88044" thu --by luis --id clm-d6h4r8qj \
  -c "transfer made" --why "the tow company holds the car"
on 02-09 17:15; say agree clm-d6h4 --by ana
on 02-10 10:00; say accept clm-b8v3 --by ana --rating 4
on 02-10 15:00
say renegotiate clm-d6h4 2026-02-16 --by ana --reason data --note "the invoice names another car"
on 02-10 15:40; say agree clm-d6h4 --by luis
on 02-11
say offer ana "Publish the new price list for the agents" 2026-02-20 --by bruno --id clm-e9m5t3zk \
  -c "list signed by Claims"
on 02-11 12:00; say agree clm-e9m5 --by ana
on 02-12
say warn clm-c2n9 --by diego --reason supplier --forecast 2026-02-17 --note "the importer has not quoted the door"
on 02-12 14:00
say request eva "Restore the backup of the claims archive in a test" 2026-02-27 --by ana --ledger systems \
  --id sys-v3d7q9ja -c "ten claims opened from it"
on 02-12 18:00; say agree sys-v3d7 --by eva

# Week of 16 February
on 02-16 13:00; say deliver clm-d6h4 --by ana -e "transfer 20991"
on 02-16 17:00; say accept clm-d6h4 --by luis
on 02-17 11:00; say deliver clm-c2n9 --by diego -e "claims/88050/estimate.pdf"
on 02-17 12:30
say request luis "Collect the police report of claim 88061" 2026-02-24 --by ana --id clm-f3x8w6pa \
  -c "stamped copy" -c "names of both drivers"
on 02-17 13:00; say agree clm-f3x8 --by luis
on 02-18 09:30; say accept clm-c2n9 --by ana --rating 3
on 02-18 16:00
say revoke clm-e9m5 --by bruno --reason priority-change --note "the agents' fair took the whole team"
on 02-19
say request carla "Find a replacement car for claim 88070" 2026-02-25 --by luis --id clm-g7k2y4nb \
  -c "car of the same class" -c "for the ten days of the repair"
on 02-19 10:10; say agree clm-g7k2 --by carla
on 02-20
say request eva "Print the quotes in the agents' colours" 2026-02-27 --by bruno --ledger systems \
  --id sys-t5b9h6xd -c "one colour for each agent"
on 02-20 11:00; say decline sys-t5b9 --by eva --reason capacity --note "not before the migration is done"

# Week of 23 February
on 02-23 10:00
say request bruno "Bring the agents' list of the south up to date" 2026-03-02 --by ana --id clm-h5p9m3vt \
  -c "address and telephone of each"
on 02-23 12:00; say agree clm-h5p9 --by bruno
on 02-23 15:00; say deliver clm-f3x8 --by luis -e "copy of the report"
on 02-23 17:00; say reject clm-f3x8 --by ana --unmet "names of both drivers"
on 02-24 12:00; say deliver clm-f3x8 --by luis -e "second page of the report"
on 02-24 15:00; say accept clm-f3x8 --by ana
on 02-24 16:00
say request eva "Migrate the quotes database" 2026-03-08 --by bruno --ledger systems --id sys-9xk4d2mf \
  -c "old server switched off" -c "quotes of 2025 can be read"
on 02-24 16:45; say agree sys-9xk4 --by eva --note "if the disk comes on time"
on 02-25 13:00; say deliver clm-g7k2 --by carla -e "rental 7710"
on 02-25 18:00
say accept clm-g7k2 --by luis --partial 0.6 --reason supplier --note "a car, but for six days"
on 02-26 09:30; say deliver sys-v3d7 --by eva -e "list of the ten claims"
on 02-26 10:00
say request ana "Approve the settlement of claim 88098" 2026-03-03 --by luis --id clm-n8s3c5hy \
  -c "amount and date"
on 02-26 11:30; say agree clm-n8s3 --by ana
on 02-26 16:00
say offer ext:claim-88098 "Send the settlement of claim 88098" 2026-03-06 --by luis --id clm-m4r6b8es \
  -c "amount, date and how to object" --needs clm-n8s3
on 02-26 18:20; say agree clm-m4r6 --by luis --for ext:claim-88098 --via "e-mail of the insured, 26 February"
on 02-27 12:00; say accept sys-v3d7 --by ana --rating 5
on 02-27 15:00
say cancel clm-h5p9 --by ana --reason customer-change --note "the new portal asks the agents themselves"

# Week of 2 March
on 03-02
say request diego "Inspect the vehicle of claim 88123" fri --by ana --id clm-k7m2x9qd --tag critical \
  -c "report with 8 photos" -c "estimate signed by the insured"
on 03-02 11:40; say agree clm-k7m2 --by diego
on 03-02 16:00; say deliver clm-n8s3 --by ana -e "minute 12"
on 03-02 17:00; say accept clm-n8s3 --by luis
on 03-03
say request eva "Report the cost of the open claims by workshop" 2026-03-11 --by ana --ledger systems \
  --id sys-p6w3a7rn -c "figures of February" -c "one line for each workshop"
on 03-03 12:15; say agree sys-p6w3 --by eva --understood "February, one line for each workshop"
on 03-03 16:00
say request ana "Pay the insured of claim 88123" --within "10d from activation" --by luis --id clm-q9c4s7tz \
  --condition "settlement signed by the insured" --condition-by 2026-03-31 -c "transfer made"
on 03-03 16:30; say agree clm-q9c4 --by ana
on 03-04
say request eva "Show the state of a claim on the web" eom --by bruno --ledger systems --id sys-r2y8f4kc \
  -c "state and next step of each claim" --reply-by 2026-03-06
on 03-05 10:00
say warn sys-9xk4 --by eva --reason supplier --forecast 2026-03-11 --note "disk arrives Tuesday"
on 03-05 15:00; say deliver clm-m4r6 --by luis -e "letter 4460"
on 03-06 16:00
say renegotiate sys-p6w3 2026-03-16 --by eva --reason data --note "one workshop closes its month on Friday"
