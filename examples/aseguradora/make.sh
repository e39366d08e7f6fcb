#!/usr/bin/env bash
# Rehace este ejemplo desde cero, hablando: `examples/aseguradora/make.sh CARPETA` escribe allí el espacio de trabajo.
# Cinco semanas de una aseguradora: inspecciones en dos días hábiles, reparaciones en 45 días corridos. El reloj está
# detenido en cada acto.
set -euo pipefail

folder=${1:?uso: make.sh CARPETA}
mkdir -p "$folder"
cd "$folder"
export TZ=America/Santiago PROMISECTL_LANG=es
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# En Chile la hora cambia el 5 de abril.
on() {
  local desfase=-04:00
  [[ $1 < 04-05 ]] && desfase=-03:00
  export PROMISECTL_NOW="2026-$1T${2:-09:00}:00$desfase"
}
say() { promisectl --quiet "$@" >/dev/null; }

cat >promisectl.yaml <<'YAML'
format: 1
timezone: America/Santiago
language: es
default-ledger: siniestros
prefixes: {siniestros: sin, repuestos: rep}
default-calendar: cl
calendars:
  cl: {country: CL, weekend: [sat, sun], hours: "09:00-18:00", cutoff: "16:00"}
check: {due-soon: 2d}
targets:
- {name: fechas críticas, where: "tag:crítica", metric: fulfilment, at-least: 95%}
- {name: reparaciones, where: "service:reparacion", metric: fulfilment, at-least: 95%}
- {name: repuestos, where: "ledger:repuestos", metric: fulfilment, at-least: 95%}
- {name: aviso oportuno, metric: early-notice, at-least: 60%}
handoffs: [[inspecciones, siniestros], [compras, taller]]
queries: {mías: "performer:me", problemas: "is:overdue,at-risk,threatened"}
YAML
mkdir -p ledgers/siniestros ledgers/repuestos
cat >ledgers/people.yaml <<'YAML'
people:
  ana:   {name: Ana Ríos, emails: [ana@example.com], area: siniestros}
  luis:  {name: Luis Vera, emails: [luis@example.com], area: siniestros}
  diego: {name: Diego Soto, emails: [diego@example.com], area: inspecciones}
  carla: {name: Carla Núñez, emails: [carla@example.com], area: taller}
  rosa:  {name: Rosa Lara, emails: [rosa@example.com], area: compras}
areas:
  siniestros:   {name: Siniestros, leads: [ana]}
  inspecciones: {name: Inspecciones, leads: [diego]}
  taller:       {name: Taller, leads: [carla]}
  compras:      {name: Compras, leads: [rosa]}
YAML
cat >ledgers/services.yaml <<'YAML'
services:
  inspeccion:
    what: Inspeccionar el vehículo del siniestro {caso}
    performer: diego
    within: 2bd from activation
    condition: {text: denuncio completo, by: +10d}
    criteria: [informe con 8 fotos, presupuesto firmado por el asegurado]
    pause-on: [customer-input]
    tags: [crítica]
    standing: {by: diego, at: 2026-04-01, until: 2026-12-31}
  reparacion:
    what: Reparar el vehículo del siniestro {caso}
    performer: carla
    within: 45d
    criteria: ["el vehículo del caso {caso} anda y está limpio", garantía entregada por escrito]
    pause-on: [customer-input]
    standing: {by: carla, at: 2026-03-01}
YAML

# Las reparaciones de marzo: el cliente es externo y se nombra por su caso, nunca por su nombre.
caso=88011
for fecha in 03-02 03-04 03-09 03-11 03-16 03-18; do
  on "$fecha" 11:00
  say request --service reparacion --set "caso=$caso" --by luis --for "ext:caso-$caso" \
    --via "orden de taller firmada" --id "rep-$caso"
  caso=$((caso + 1))
done

# Una pieza que llega tarde. El taller la necesita, avisa, y renegocia antes de la fecha; el asegurado acuerda por teléfono.
on 03-23 10:00
say request rosa "Traer la puerta delantera del siniestro 88014" 2026-04-10 --by carla --ledger repuestos \
  --id pza-88014 -c "pieza original, sin golpes"
on 03-23 12:30; say agree pza-88014 --by rosa --understood "original, en el taller el 10"
on 03-23 12:40; say set rep-88014 needs pza-88014 --by carla
on 03-25 10:00
say request rosa "Traer el radiador del siniestro 88016" 2026-04-17 --by carla --ledger repuestos \
  --id pza-88016 -c "pieza original"
on 03-25 16:00; say agree pza-88016 --by rosa
on 04-07 09:30
say warn pza-88014 --by rosa --reason supplier --forecast 2026-04-24 --note "el importador la embarca el viernes"
on 04-08 10:00
say renegotiate pza-88014 2026-04-24 --by rosa --reason supplier --note "llega al puerto el 22"
on 04-08 10:40; say agree pza-88014 --by carla
on 04-09 11:00
say renegotiate rep-88014 2026-05-08 --by carla --reason supplier --note "la puerta llega el 24 de abril"
on 04-09 17:20
say agree rep-88014 --by luis --for ext:caso-88014 --via "llamada de las 17:15" --understood "auto de reemplazo hasta entonces"
on 04-13 10:00; say deliver rep-88011 --by carla -e "acta 88011"
on 04-14 12:00; say accept rep-88011 --by luis --for ext:caso-88011 --via "encuesta" --rating 5
on 04-15 16:00; say deliver rep-88012 --by carla -e "acta 88012"
on 04-16 12:00; say accept rep-88012 --by luis --for ext:caso-88012 --via "encuesta" --rating 4
on 04-20 15:00; say deliver rep-88013 --by carla -e "acta 88013"
on 04-20 17:00; say deliver pza-88016 --by rosa -e "guía 5521"
on 04-21 09:20; say accept pza-88016 --by carla --note "tres días tarde, sin aviso"
on 04-22 10:00
say reject rep-88013 --by luis --for ext:caso-88013 --via "llamada" -u "garantía entregada por escrito"
on 04-22 16:00; say deliver rep-88013 --by carla -e "acta 88013" -e "garantía 88013"
on 04-23 11:00; say accept rep-88013 --by luis --for ext:caso-88013 --via "encuesta" --rating 4
on 04-24 15:00; say deliver pza-88014 --by rosa -e "guía 5530"
on 04-24 17:00; say accept pza-88014 --by carla
on 04-27 17:00; say deliver rep-88015 --by carla -e "acta 88015"
on 04-28 12:00; say accept rep-88015 --by luis --for ext:caso-88015 --via "encuesta" --rating 5
on 04-29 16:00; say deliver rep-88016 --by carla -e "acta 88016"
on 04-30 12:00; say accept rep-88016 --by luis --for ext:caso-88016 --via "encuesta" --rating 5
on 05-06 13:00; say deliver rep-88014 --by carla -e "acta 88014"
on 05-07 10:00; say accept rep-88014 --by luis --for ext:caso-88014 --via "encuesta" --rating 4

# Las inspecciones: Diego acordó de antemano hacer las que entren; cada día se piden, se inician, se entregan, se reciben.
dias=(04-06 04-07 04-08 04-09 04-10 04-13 04-14 04-15 04-16 04-17 04-20 04-21 04-22 04-23 04-24 04-27 04-28 04-29
  04-30 05-04 05-05 05-06 05-07)
caso=88101
ayer=()
for dia in "${dias[@]}"; do
  hoy=()
  for _ in 1 2 3 4 5; do
    on "$dia" 09:$((caso % 5 * 10 + 10))
    say request --service inspeccion --set "caso=$caso" --by ana --id "sin-$caso"
    case $caso in
    88113 | 88152) ;; # su denuncio nunca se completó
    *) hoy+=("sin-$caso") ;;
    esac
    caso=$((caso + 1))
  done
  on "$dia" 10:30; say activate "${hoy[@]}" --by ana -e "denuncio completo en la carpeta del caso"
  if [ ${#ayer[@]} -gt 0 ]; then
    on "$dia" 15:00; say deliver "${ayer[@]}" --by diego -e "informes/$dia"
    on "$dia" 17:00; say accept "${ayer[@]}" --by ana
  fi
  ayer=()
  for id in "${hoy[@]}"; do
    case $id in
    sin-88131) # el asegurado no estaba: el plazo se detiene mientras se lo espera
      on "$dia" 12:00; say pause "$id" --by diego --reason customer-input --note "el asegurado está fuera de Santiago" ;;
    sin-88166) ;; # la que falló
    *) ayer+=("$id") ;;
    esac
  done
  case $dia in
  04-17) on "$dia" 12:30; say resume sin-88131 --by ana --note "volvió" ;;
  04-20)
    on "$dia" 12:00; say deliver sin-88131 --by diego -e "informes/88131"
    on "$dia" 17:30; say accept sin-88131 --by ana ;;
  04-28)
    on "$dia" 18:30; say deliver sin-88166 --by diego -e "informes/88166" --note "se traspapeló" ;;
  04-29) on "$dia" 10:00; say accept sin-88166 --by ana --note "entregada un día tarde" ;;
  esac
done
on 05-08 12:00; say deliver "${ayer[@]:0:4}" --by diego -e "informes/05-08"
on 05-08 16:30; say accept "${ayer[@]:0:3}" --by ana
