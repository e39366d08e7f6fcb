#!/usr/bin/env bash
# Rehace este ejemplo desde cero, hablando: `examples/tienda/make.sh CARPETA` escribe allí el espacio de trabajo.
# Junio de 2026 en una tienda en línea de Bogotá: lo que Comercial promete al cliente lo sostienen Bodega y Logística.
set -euo pipefail

folder=${1:?uso: make.sh CARPETA}
mkdir -p "$folder"
cd "$folder"
export TZ=America/Bogota PROMISECTL_LANG=es
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

on() { export PROMISECTL_NOW="2026-06-$1T${2:-09:00}:00-05:00"; }
say() { promisectl --quiet "$@" >/dev/null; }

cat >promisectl.yaml <<'YAML'
format: 1
timezone: America/Bogota
language: es
default-ledger: pedidos
default-calendar: co
calendars: {co: {country: CO, hours: "08:00-17:00", cutoff: "15:00"}}
check: {due-soon: 1d}
targets:
- {name: entregas al cliente, where: "service:entrega", metric: fulfilment, at-least: 95%}
- {name: bodega a comercial, where: "service:despacho", metric: fulfilment, at-least: 98%}
handoffs: [[back-office, comercial], [logistica, comercial]]
YAML
mkdir -p ledgers/pedidos ledgers/acuerdos
cat >ledgers/people.yaml <<'YAML'
people:
  vale:   {name: Valentina Rojas, emails: [vale@example.com], area: comercial}
  nico:   {name: Nicolás Peña, emails: [nico@example.com], area: comercial}
  hugo:   {name: Hugo Mesa, emails: [hugo@example.com], area: back-office}
  paula:  {name: Paula Gil, emails: [paula@example.com], area: back-office}
  marta:  {name: Marta Lozano, emails: [marta@example.com], area: logistica}
  tienda: {name: La tienda en línea, kind: agent, answers-to: vale}
areas:
  comercial:   {name: Comercial, leads: [vale]}
  back-office: {name: Back-office, leads: [paula]}
  logistica:   {name: Logística, leads: [marta]}
YAML
cat >ledgers/services.yaml <<'YAML'
services:
  entrega:
    what: Entregar el pedido {pedido} en casa del cliente
    performer: vale
    within: 4bd
    criteria: [armado y sin daños, embalaje retirado]
    channel: web
    layer: frontstage
  despacho:
    what: Alistar y facturar el pedido {pedido}
    performer: hugo
    customer: vale
    within: 1bd
    criteria: [completo según la lista, factura en la caja]
    layer: backstage
    standing: {by: hugo, at: 2026-06-01, until: 2026-12-31}
  transporte:
    what: Llevar el pedido {pedido} y armarlo
    performer: marta
    customer: vale
    within: 3bd
    criteria: [firma del cliente]
    layer: backstage
    standing: {by: marta, at: 2026-06-01, until: 2026-12-31}
YAML

# Un pedido son tres promesas. La tienda, que es un programa, anota lo que pidió el cliente; acordarlo es de una persona.
pedido() {
  local n=$1
  say request --service entrega --set "pedido=$n" --by tienda --for "ext:pedido-$n" --via "web, pedido $n" --id "ent-$n"
  say agree "ent-$n" --by vale
  say request --service despacho --set "pedido=$n" --by vale --id "des-$n"
  say request --service transporte --set "pedido=$n" --by vale --needs "des-$n" --id "tra-$n"
  say set "ent-$n" needs "des-$n, tra-$n" --by vale
}
alistado() { say deliver "des-$1" --by hugo -e "factura $1"; say accept "des-$1" --by vale; }
llevado() { say deliver "tra-$1" --by marta -e "firma $1"; say accept "tra-$1" --by vale; }
entregado() {
  say deliver "ent-$1" --by vale -e "foto $1"
  say accept "ent-$1" --by nico --for "ext:pedido-$1" --via "encuesta de entrega" --rating "$2"
}

# Antes de prometerle algo al cliente, Comercial lo acuerda con quien lo va a sostener.
on 01 09:00
say request hugo "Alistar en el mismo día los pedidos de la campaña de aniversario" 2026-06-26 --by vale \
  --ledger acuerdos --id acu-campana -c "todo lo pedido antes de las 12 sale ese día"
on 01 11:00
say counter acu-campana --by hugo -c "lo pedido antes de las 12 sale al día hábil siguiente" \
  --note "con dos personas no alcanza; con un día hábil sí"
on 01 15:00; say agree acu-campana --by vale

on 02; pedido 5001; pedido 5002
on 03 11:00; alistado 5001; alistado 5002
on 04 16:00; llevado 5001; entregado 5001 5
on 05 12:00; llevado 5002; entregado 5002 4
on 09; pedido 5003; pedido 5004; pedido 5005
on 10 10:00; alistado 5003; alistado 5004; alistado 5005
on 11 15:00; llevado 5003; entregado 5003 5
on 11 17:00
say warn tra-5004 --by marta --reason external --forecast 2026-06-12 --note "paro de camioneros en la autopista"
on 12 10:00; llevado 5004; entregado 5004 4
on 12 16:00; llevado 5005; entregado 5005 5

# El pedido 5006: falta una silla. Bodega avisa antes de la fecha, y la promesa al cliente se renegocia antes de romperse.
on 16; pedido 5006; pedido 5007; pedido 5008
on 16 15:30
say warn des-5006 --by hugo --reason supplier --forecast 2026-06-22 --note "llegan tres sillas de cuatro"
on 16 16:00
say renegotiate des-5006 2026-06-22 --by hugo --reason supplier --agreed-by vale --via "llamada"
say renegotiate tra-5006 2026-06-24 --by marta --reason prerequisite --agreed-by vale --via "llamada"
say renegotiate ent-5006 2026-06-24 --by vale --reason prerequisite --note "le regalamos el armado"
on 16 17:30
say agree ent-5006 --by nico --for ext:pedido-5006 --via "WhatsApp de las 17:25"
on 17 10:00; alistado 5007; alistado 5008
on 18 15:00; llevado 5007; entregado 5007 5
on 22 14:00; alistado 5006
on 24 11:00; llevado 5006; entregado 5006 4

# El pedido 5008: Logística no avisó. Todos cumplieron lo suyo menos uno, y el cliente no ve áreas: ve un pedido tarde.
on 23 16:00; llevado 5008; entregado 5008 2
# El pedido 5009: el cliente se arrepintió a tiempo y soltó la promesa.
on 23 09:00; pedido 5009; pedido 5010
on 23 12:00
say cancel ent-5009 --by nico --for ext:pedido-5009 --via "web, anulación" --reason customer-change
say cancel des-5009 tra-5009 --by vale --reason customer-change
on 24 10:30; alistado 5010
on 25 16:00; llevado 5010; entregado 5010 5
on 26 11:00; pedido 5011; pedido 5012
on 26 12:00
say deliver acu-campana --by hugo -e "tablero de bodega, junio"
on 26 16:00; say accept acu-campana --by vale --rating 5
on 30 09:00; alistado 5011
# El pedido 5012: Bodega prevé una fecha que la cadena no aguanta.
say warn des-5012 --by hugo --reason quality --forecast 2026-07-06 --note "la mesa llegó rayada; se pide otra"
