#!/usr/bin/env bash
# Rehace este ejemplo desde cero, hablando: `examples/concesionario/make.sh CARPETA` escribe allí el espacio de trabajo.
# Abril de 2026 en un concesionario de Madrid: responder cada contacto en una hora hábil, y las metas del trimestre.
set -euo pipefail

folder=${1:?uso: make.sh CARPETA}
mkdir -p "$folder"
cd "$folder"
export TZ=Europe/Madrid PROMISECTL_LANG=es
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

on() { export PROMISECTL_NOW="2026-04-$1T${2:-09:00}:00+02:00"; }
say() { promisectl --quiet "$@" >/dev/null; }

cat >promisectl.yaml <<'YAML'
format: 1
timezone: Europe/Madrid
language: es
default-ledger: contactos
prefixes: {contactos: con, trimestre: tri}
default-calendar: exposicion
calendars:
  exposicion: {country: ES, subdivision: MD, weekend: [sun], hours: "09:30-13:30, 16:30-20:00"}
  oficina: {country: ES, subdivision: MD, hours: "09:00-17:00", cutoff: "15:00"}
targets:
- {name: contactos en una hora, where: "serves:kr-1h", metric: fulfilment, at-least: 90%}
YAML
mkdir -p ledgers/contactos ledgers/trimestre
cat >ledgers/people.yaml <<'YAML'
people:
  elena:  {name: Elena Prado, emails: [elena@example.com], area: gerencia}
  marcos: {name: Marcos Gil, emails: [marcos@example.com], area: ventas}
  ines:   {name: Inés Rubio, emails: [ines@example.com], area: ventas}
  rita:   {name: Rita Solís, emails: [rita@example.com], area: recepcion}
  olga:   {name: Olga Mena, emails: [olga@example.com], area: gestion}
areas:
  gerencia:  {name: Gerencia, leads: [elena]}
  ventas:    {name: Ventas, leads: [marcos]}
  recepcion: {name: Recepción, leads: [rita]}
  gestion:   {name: Gestión, leads: [olga]}
YAML
cat >ledgers/objectives.yaml <<'YAML'
objectives:
  el-que-recomiendan:
    text: Ser el concesionario que se recomienda entre vecinos
    owner: elena
    period: 2026
    key-results:
      kr-recomendacion: {text: recomendación de quienes compraron, unit: puntos, start: 31, target: 45, kind: reach}
  primeros-en-responder:
    text: Ser el concesionario que contesta primero
    owner: marcos
    parent: el-que-recomiendan
    period: 2026-Q2
    hypothesis: quien recibe respuesta en una hora viene a ver el coche
    key-results:
      kr-1h:       {text: responder cada contacto en una hora hábil, owner: ines, unit: "%", target: 100, kind: keep}
      kr-entregas: {text: vehículos entregados en el trimestre, owner: marcos, unit: vehículos, start: 0, target: 60, kind: reach}
  sin-papeles:
    text: Que nadie espere por un papel nuestro
    owner: olga
    period: 2026-Q3
    parent: el-que-recomiendan
    key-results:
      kr-papeles: {text: carpetas incompletas a fin de semana, unit: carpetas, start: 12, target: 0, kind: reach}
kpis:
  satisfaccion: {text: satisfacción con la entrega, owner: marcos, unit: "%", band: [80, 100]}
  dias-matricula:
    text: días hábiles de la venta a la matrícula
    owner: olga
    unit: días
    band: [0, 5]
    plan: [tri-q4gfyfxe]
YAML
cat >ledgers/services.yaml <<'YAML'
services:
  contacto:
    what: Responder el contacto {contacto}
    performer: ines
    within: 1bh
    criteria: [llamada hecha y anotada, visita propuesta]
    serves: [kr-1h]
    standing: {by: ines, at: 2026-04-01, until: 2026-06-30}
  trimestre:
    what: Entregar los vehículos comprometidos para {period}
    customer: elena
    performer: marcos
    ledger: trimestre
    every: quarter
    criteria: [60 vehículos entregados y matriculados, ninguna entrega sin encuesta]
    serves: [kr-entregas]
  matriculas:
    what: Matricular los vehículos vendidos, semana {period}
    customer: marcos
    performer: olga
    ledger: trimestre
    every: week
    within: 4bd
    calendar: oficina
    criteria: [permiso de circulación en la carpeta]
    serves: [kr-entregas]
    standing: {by: olga, at: 2026-04-01}
YAML

# El trimestre: un compromiso de verdad, con un sí detrás.
on 01 09:00; trimestre=$(promisectl --quiet service open trimestre --period 2026-Q2)
on 01 12:30
say agree "$trimestre" --by marcos --understood "60 matriculados al 30 de junio, con la encuesta de cada uno"

# Los contactos: Rita los anota cuando entran; Inés acordó de antemano contestarlos.
contacto() { on "$2" "$3"; say request --service contacto --set "contacto=$1" --by rita --id "con-$1"; }
respondido() { on "$2" "$3"; say deliver "con-$1" --by ines -e "llamada $2/04 a las $3"; }
cierre() { on "$1" 20:00; shift; say accept "$@" --by rita; }

contacto 301 07 10:05; respondido 301 07 10:40
contacto 302 07 13:20; respondido 302 07 16:45 # entró diez minutos antes del almuerzo: el plazo sigue a las 16:30
contacto 303 07 19:40; cierre 07 con-301 con-302
respondido 303 08 09:55
contacto 304 08 11:00; respondido 304 08 11:20
contacto 305 08 12:10; respondido 305 08 13:00; cierre 08 con-303 con-304 con-305
on 06 09:30; semana=$(promisectl --quiet service open matriculas --period 2026-W15)
on 09 13:00; say deliver "$semana" --by olga -e "siete permisos"
on 09 16:00; say accept "$semana" --by marcos
contacto 306 09 17:00; respondido 306 09 17:30
contacto 307 10 12:00; respondido 307 10 12:35
contacto 308 11 12:55; cierre 10 con-306 con-307
respondido 308 11 13:25
contacto 309 11 18:00; respondido 309 11 18:20; cierre 11 con-308 con-309
on 13 09:30; semana=$(promisectl --quiet service open matriculas --period 2026-W16)
contacto 310 13 09:00; respondido 310 13 10:10 # entró antes de abrir: el plazo empieza a las 9:30
contacto 311 13 10:30; respondido 311 13 11:20
contacto 312 14 17:00; cierre 13 con-310 con-311
respondido 312 14 17:50; cierre 14 con-312
contacto 313 15 10:00; respondido 313 15 11:25 # veinticinco minutos tarde
cierre 15 con-313
on 16 12:00
say warn "$semana" --by olga --reason system --forecast 2026-04-20 --note "la sede de la DGT no responde"
on 16 12:30; say renegotiate "$semana" 2026-04-20 --by olga --reason system
on 16 13:00; say agree "$semana" --by marcos
contacto 314 16 18:30; respondido 314 16 19:10; cierre 16 con-314
contacto 315 17 11:00; respondido 315 17 11:15
contacto 316 17 12:45; respondido 316 17 16:40; cierre 17 con-315 con-316
on 20 11:00; say deliver "$semana" --by olga -e "nueve permisos"
on 20 12:00; say accept "$semana" --by marcos
on 20 12:05; semana=$(promisectl --quiet service open matriculas --period 2026-W17)
contacto 317 20 18:00; respondido 317 20 18:30
contacto 318 21 10:00; cierre 20 con-317
respondido 318 21 10:30
contacto 319 22 12:00; cierre 21 con-318
respondido 319 22 12:40; cierre 22 con-319
on 23 12:00; say deliver "$semana" --by olga -e "cinco permisos"
on 23 13:00; say accept "$semana" --by marcos
contacto 320 23 19:50; respondido 320 24 10:00; cierre 24 con-320

# Cómo va cada número: se dice cuando se sabe, también cuando no se ha movido.
on 24 18:00
say goal checkin kr-recomendacion 34 --by elena --confidence 6 --note "encuesta del primer cuatrimestre"
say goal checkin satisfaccion "88 %" --by marcos
on 27 09:00
say goal checkin kr-1h "95,2 %" --by ines --confidence 7 --note "un contacto, veinticinco minutos tarde"
say goal checkin dias-matricula 6 --by olga --note "la sede de la DGT no responde"

# A un mes de empezar: la fábrica se atrasa. Marcos no espera a junio: avisa, y propone lo que sí puede prometer.
on 27 09:30; say service open matriculas --period 2026-W18
on 27 10:00
say warn "$trimestre" --by marcos --reason supplier --forecast 2026-07-10 --note "doce unidades salen de fábrica en julio"
on 27 10:15
say note "$trimestre" --by marcos --kind checkin --note "21 entregados de 60; pedidos en firme: 33"
say goal checkin kr-entregas 21 --by marcos --confidence 4 --note "pedidos en firme: 33"
on 28 12:00
say renegotiate "$trimestre" --by marcos --reason supplier -c "54 vehículos entregados y matriculados" \
  -c "ninguna entrega sin encuesta" -c "los seis restantes, antes del 15 de julio" \
  --note "prefiero decirlo en abril que explicarlo en junio"
contacto 321 29 12:00; respondido 321 29 12:30; cierre 29 con-321
contacto 322 30 10:00
