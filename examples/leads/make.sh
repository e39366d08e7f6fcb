#!/usr/bin/env bash
# Makes this example again from nothing, by speaking: `examples/leads/make.sh FOLDER` writes the workspace there.
# March 2026 of a software company: Marketing hands leads to Sales every week, Sales says what became of them.
set -euo pipefail

folder=${1:?usage: make.sh FOLDER}
mkdir -p "$folder"
cd "$folder"
export TZ=America/Mexico_City PROMISECTL_LANG=en
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

on() { export PROMISECTL_NOW="2026-03-$1T${2:-09:00}:00-06:00"; }
say() { promisectl --quiet "$@" >/dev/null; }
recurring() { promisectl --quiet service open "$1" --period "$2"; }

cat >promisectl.yaml <<'YAML'
format: 1
timezone: America/Mexico_City
default-ledger: handoff
prefixes: {handoff: hnd}
default-calendar: mx
calendars: {mx: {country: MX, hours: "09:00-18:00", cutoff: "17:00"}}
targets:
- {name: leads accepted at first, where: "service:leads", metric: first-time-accepted, at-least: 75%}
- {name: feedback given, where: "service:feedback", metric: fulfilment, at-least: 90%}
handoffs: [[marketing, sales], [sales, marketing]]
queries: {pipeline: "serves:kr-pipeline"}
YAML
mkdir -p ledgers/handoff
cat >ledgers/people.yaml <<'YAML'
people:
  maya: {name: Maya Ortiz, emails: [maya@example.com], area: marketing}
  omar: {name: Omar Díaz, emails: [omar@example.com], area: marketing}
  sara: {name: Sara Klein, emails: [sara@example.com], area: sales}
  tom:  {name: Tom Reyes, emails: [tom@example.com], area: sales}
areas:
  marketing: {name: Marketing, leads: [maya]}
  sales:     {name: Sales, leads: [sara]}
YAML
cat >ledgers/objectives.yaml <<'YAML'
objectives:
  customers-who-stay:
    text: Win the customers who stay
    owner: sara
    period: 2026-Q1
    hypothesis: fewer leads, each with a need somebody named, close more often
    key-results:
      kr-pipeline: {text: qualified pipeline of the quarter, owner: sara, unit: kUSD, start: 0, target: 900, kind: reach}
      kr-content:  {text: visitors who ask for a trial, owner: maya, unit: people, start: 210, target: 400, kind: reach}
  clinics-by-name:
    text: Know the clinics by name before we call them
    owner: maya
    period: 2026-Q2
    parent: customers-who-stay
    key-results:
      kr-clinics: {text: clinics with a named contact, unit: clinics, start: 4, target: 40, kind: reach}
kpis:
  first-reply: {text: hours until a lead is first called, owner: tom, unit: h, band: [0, 24]}
YAML
cat >ledgers/services.yaml <<'YAML'
services:
  leads:
    what: Hand over 25 qualified leads, week {period}
    customer: sara
    performer: maya
    every: week
    due: +4d
    criteria:
    - budget, need and decision maker named in each
    - first contact less than a week old
    - no students, no competitors
    serves: [kr-pipeline]
    weight: 3
  feedback:
    what: Say what became of each lead, week {period}
    customer: maya
    performer: sara
    every: week
    within: 5bd
    criteria: [each lead won, lost or alive, a reason for each lost one]
    serves: [kr-pipeline]
    standing: {by: sara, at: 2026-02-23, until: 2026-06-30}
YAML

# Week 10: the first hand-over is rejected, and the rejection is what makes the second one good.
on 02 09:10; leads=$(recurring leads 2026-W10); feedback=$(recurring feedback 2026-W10)
on 02 09:40; say agree "$leads" --by maya --understood "25, by Friday, none of them students"
on 03 10:00
say request omar "Put the budget question into the trial form" 2026-03-09 --by sara --id hnd-trial-form \
  -c "the answer arrives with the lead" --serves kr-pipeline --why "half of the leads never had a budget"
on 03 11:30
say counter hnd-trial-form 2026-03-13 --by omar --note "the form is in translation until Wednesday"
on 03 12:00; say agree hnd-trial-form --by sara
on 06 12:00; say deliver "$leads" --by maya -e "crm list 2026-W10"
on 06 16:30
say reject "$leads" --by sara -u "no students, no competitors" -u "budget, need and decision maker named in each" \
  --note "6 of 25 are students of the course, 4 have no budget"
on 06 16:35
say note "$leads" --by sara --kind feedback --note "leads from the webinar are the good ones: 9 of 10 named a need"
on 06 17:40; say deliver "$leads" --by maya -e "crm list 2026-W10 b" --note "ten replaced, from the webinar"
on 09 09:30; say accept "$leads" --by sara --rating 4
on 09 12:00; say deliver "$feedback" --by sara -e "crm report 2026-W10"
on 09 15:00; say accept "$feedback" --by maya --rating 5

# Week 11: a warning in time, another number, agreed.
on 09 09:10; leads=$(recurring leads 2026-W11); feedback=$(recurring feedback 2026-W11)
on 09 09:50; say agree "$leads" --by maya
on 11 10:00
say warn "$leads" --by maya --reason data --forecast 2026-03-17 --help-wanted "a list of the webinar's guests from Sales"
on 11 10:20
say renegotiate "$leads" 2026-03-17 --by maya --reason data --note "the webinar moved to Monday"
on 11 11:00; say agree "$leads" --by sara
on 12 17:00; say deliver hnd-trial-form --by omar -e "https://example.com/trial"
on 13 09:15; say accept hnd-trial-form --by sara --rating 5
on 16 16:00; say deliver "$feedback" --by sara -e "crm report 2026-W11"
on 17 09:00; say accept "$feedback" --by maya
on 17 15:00; say deliver "$leads" --by maya -e "crm list 2026-W11"
on 18 10:00; say accept "$leads" --by sara --rating 5

# Week 12: fewer than asked for, and said so: partly accepted.
on 17 09:10; leads=$(recurring leads 2026-W12); feedback=$(recurring feedback 2026-W12)
on 17 09:30; say agree "$leads" --by maya
on 17 10:00
say request maya "Page for clinics, from the calls Tom recorded" 2026-03-27 --by tom --id hnd-clinics \
  -c "three questions of real clinics answered" --serves kr-content --tag content
on 17 10:30; say agree hnd-clinics --by maya
on 20 16:00; say deliver "$leads" --by maya -e "crm list 2026-W12" --note "20 of 25"
on 20 17:00
say accept "$leads" --by sara --partial 0.8 --reason capacity --note "20 good ones are better than 25"
on 24 17:30; say warn "$feedback" --by sara --reason capacity --forecast 2026-03-26
on 26 12:00; say deliver "$feedback" --by sara -e "crm report 2026-W12"
on 26 15:00; say accept "$feedback" --by maya --note "two days late; the reasons were worth it"

# Week 13: good at first sight.
on 23 09:10; leads=$(recurring leads 2026-W13); feedback=$(recurring feedback 2026-W13)
on 23 09:30; say agree "$leads" --by maya
on 25 11:00
say request sara "Come to the kick-off of the clinics campaign" 2026-04-08 --by maya --id hnd-kickoff \
  --reply-by 2026-03-27 -c "two customers on the list" --serves kr-content
on 25 15:00; say decline hnd-kickoff --by sara --note "quarter end; ask Tom"
on 25 15:30
say request tom "Come to the kick-off of the clinics campaign" 2026-04-08 --by maya --id hnd-launch \
  -c "two customers on the list" --serves kr-content --follows hnd-kickoff
on 25 16:00; say agree hnd-launch --by tom
on 26 17:00; say deliver "$leads" --by maya -e "crm list 2026-W13"
on 27 09:30; say accept "$leads" --by sara --rating 5
on 27 12:00; say deliver hnd-clinics --by maya -e "https://example.com/clinics"
# Where the numbers stand at the end of the quarter, said by whoever owns them.
on 27 16:00
say goal checkin kr-pipeline 760 --by sara --confidence 6 --note "two offers are out, 140 together"
say goal checkin kr-content 392 --by maya --confidence 9
say goal checkin first-reply 19 --by tom
on 30 09:10; leads=$(recurring leads 2026-W14); recurring feedback 2026-W14 >/dev/null
on 30 10:00; say agree "$leads" --by maya
