#!/usr/bin/env bash
# Vuelve a hacer este ejemplo desde cero, hablando: `examples/taller/make.sh CARPETA` escribe ahí el espacio de trabajo.
# Cinco semanas del área de siniestros de una aseguradora, su taller, sistemas y ventas; en cada acto el reloj se detiene.
set -euo pipefail

folder=${1:?uso: make.sh CARPETA}
mkdir -p "$folder"
cd "$folder"
export TZ=America/Santiago PROMISECTL_LANG=es
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

on() { export PROMISECTL_NOW="2026-$1T${2:-09:00}:00-03:00"; }
say() { promisectl --quiet "$@"; }

# La configuración y las personas.
cat >promisectl.yaml <<'YAML'
format: 1
timezone: America/Santiago
language: es
default-ledger: siniestros
prefixes: {siniestros: sin, sistemas: sis}
reasons: {paro: Paro}
check: {due-soon: 3d}
targets:
- {name: promesas cumplidas, metric: fulfilment, at-least: 80%}
- {name: aviso oportuno, metric: early-notice, at-least: 75%}
queries: {mias: "performer:me", problemas: "is:overdue,at-risk"}
YAML
mkdir -p ledgers/siniestros ledgers/sistemas
cat >ledgers/people.yaml <<'YAML'
people:
  ana:   {name: Ana Ríos, emails: [ana@example.com], area: siniestros}
  luis:  {name: Luis Vera, emails: [luis@example.com], area: siniestros}
  diego: {name: Diego Soto, emails: [diego@example.com], area: taller}
  carla: {name: Carla Núñez, emails: [carla@example.com], area: taller}
  eva:   {name: Eva Paz, emails: [eva@example.com], area: sistemas}
  bruno: {name: Bruno Lagos, emails: [bruno@example.com], area: ventas}
areas:
  siniestros: {name: Siniestros, leads: [ana]}
  taller:     {name: Taller, leads: [carla]}
  sistemas:   {name: Sistemas, leads: [eva]}
  ventas:     {name: Ventas, leads: [bruno]}
YAML

# Semana del 2 de febrero
on 02-02
say request diego "Inspeccionar el vehículo del siniestro 88041" vie --by ana --id sin-a4t7p2me --tag critical \
  -c "informe con 8 fotos" -c "presupuesto firmado por el asegurado"
on 02-02 11:20; say agree sin-a4t7 --by diego
on 02-03
say request luis "Responder por escrito al asegurado del siniestro 88012" 2026-02-09 --by ana --id sin-b8v3k6ys \
  -c "carta enviada, con los motivos"
on 02-03 15:10; say agree sin-b8v3 --by luis
on 02-04
say request diego "Presupuestar la reparación del siniestro 88050" 2026-02-13 --by ana --id sin-c2n9d5wx \
  -c "repuestos y horas detallados" -c "fecha de llegada de los repuestos"
on 02-04 10:30; say agree sin-c2n9 --by diego --understood "repuestos y horas, con las fechas del importador"
on 02-05 17:30; say deliver sin-a4t7 --by diego -e "siniestros/88041/informe.pdf"
on 02-06 10:00; say accept sin-a4t7 --by ana --rating 5

# Semana del 9 de febrero
on 02-09 12:00; say deliver sin-b8v3 --by luis -e "carta 4411"
on 02-09 16:00
say request ana "Liberar el pago de la grúa del siniestro 88044" jue --by luis --id sin-d6h4r8qj \
  -c "transferencia hecha" --why "la empresa de grúas retiene el auto"
on 02-09 17:15; say agree sin-d6h4 --by ana
on 02-10 10:00; say accept sin-b8v3 --by ana --rating 4
on 02-10 15:00
say renegotiate sin-d6h4 2026-02-16 --by ana --reason data --note "la factura menciona otro auto"
on 02-10 15:40; say agree sin-d6h4 --by luis
on 02-11
say offer ana "Publicar la nueva lista de precios para los corredores" 2026-02-20 --by bruno --id sin-e9m5t3zk \
  -c "lista firmada por Siniestros"
on 02-11 12:00; say agree sin-e9m5 --by ana
on 02-12
say warn sin-c2n9 --by diego --reason supplier --forecast 2026-02-17 --note "el importador aún no cotiza la puerta"
on 02-12 14:00
say request eva "Probar la restauración del respaldo del archivo de siniestros" 2026-02-27 --by ana --ledger sistemas \
  --id sis-v3d7q9ja -c "diez siniestros abiertos desde el respaldo"
on 02-12 18:00; say agree sis-v3d7 --by eva

# Semana del 16 de febrero
on 02-16 13:00; say deliver sin-d6h4 --by ana -e "transferencia 20991"
on 02-16 17:00; say accept sin-d6h4 --by luis
on 02-17 11:00; say deliver sin-c2n9 --by diego -e "siniestros/88050/presupuesto.pdf"
on 02-17 12:30
say request luis "Conseguir el parte policial del siniestro 88061" 2026-02-24 --by ana --id sin-f3x8w6pa \
  -c "copia timbrada" -c "nombres de ambos conductores"
on 02-17 13:00; say agree sin-f3x8 --by luis
on 02-18 09:30; say accept sin-c2n9 --by ana --rating 3
on 02-18 16:00
say revoke sin-e9m5 --by bruno --reason priority-change --note "la feria de corredores ocupó a todo el equipo"
on 02-19
say request carla "Conseguir un auto de reemplazo para el siniestro 88070" 2026-02-25 --by luis --id sin-g7k2y4nb \
  -c "auto de la misma categoría" -c "por los diez días de la reparación"
on 02-19 10:10; say agree sin-g7k2 --by carla
on 02-20
say request eva "Imprimir las cotizaciones con los colores de cada corredor" 2026-02-27 --by bruno --ledger sistemas \
  --id sis-t5b9h6xd -c "un color por corredor"
on 02-20 11:00; say decline sis-t5b9 --by eva --reason capacity --note "no antes de terminar la migración"

# Semana del 23 de febrero
on 02-23 10:00
say request bruno "Actualizar la lista de corredores del sur" 2026-03-02 --by ana --id sin-h5p9m3vt \
  -c "dirección y teléfono de cada uno"
on 02-23 12:00; say agree sin-h5p9 --by bruno
on 02-23 15:00; say deliver sin-f3x8 --by luis -e "copia del parte"
on 02-23 17:00; say reject sin-f3x8 --by ana --unmet "nombres de ambos conductores"
on 02-24 12:00; say deliver sin-f3x8 --by luis -e "segunda página del parte"
on 02-24 15:00; say accept sin-f3x8 --by ana
on 02-24 16:00
say request eva "Migrar la base de cotizaciones" 2026-03-08 --by bruno --ledger sistemas --id sis-9xk4d2mf \
  -c "servidor antiguo apagado" -c "se leen las cotizaciones de 2025"
on 02-24 16:45; say agree sis-9xk4 --by eva --note "si el disco llega a tiempo"
on 02-25 13:00; say deliver sin-g7k2 --by carla -e "arriendo 7710"
on 02-25 18:00
say accept sin-g7k2 --by luis --partial 0.6 --reason supplier --note "un auto, pero por seis días"
on 02-26 09:30; say deliver sis-v3d7 --by eva -e "lista de los diez siniestros"
on 02-26 10:00
say request ana "Aprobar el finiquito del siniestro 88098" 2026-03-03 --by luis --id sin-n8s3c5hy \
  -c "monto y fecha"
on 02-26 11:30; say agree sin-n8s3 --by ana
on 02-26 16:00
say offer ext:siniestro-88098 "Enviar el finiquito del siniestro 88098" 2026-03-06 --by luis --id sin-m4r6b8es \
  -c "monto, fecha y cómo impugnar" --needs sin-n8s3
on 02-26 18:20; say agree sin-m4r6 --by luis --for ext:siniestro-88098 --via "correo del asegurado, 26 de febrero"
on 02-27 12:00; say accept sis-v3d7 --by ana --rating 5
on 02-27 15:00
say cancel sin-h5p9 --by ana --reason customer-change --note "el portal nuevo pregunta directamente a los corredores"

# Semana del 2 de marzo
on 03-02
say request diego "Inspeccionar el vehículo del siniestro 88123" vie --by ana --id sin-k7m2x9qd --tag critical \
  -c "informe con 8 fotos" -c "presupuesto firmado por el asegurado"
on 03-02 11:40; say agree sin-k7m2 --by diego
on 03-02 16:00; say deliver sin-n8s3 --by ana -e "acta 12"
on 03-02 17:00; say accept sin-n8s3 --by luis
on 03-03
say request eva "Informar el costo de los siniestros abiertos por taller" 2026-03-11 --by ana --ledger sistemas \
  --id sis-p6w3a7rn -c "cifras de febrero" -c "una línea por taller"
on 03-03 12:15; say agree sis-p6w3 --by eva --understood "febrero, una línea por taller"
on 03-03 16:00
say request ana "Pagar al asegurado del siniestro 88123" --within "10d from activation" --by luis --id sin-q9c4s7tz \
  --condition "finiquito firmado por el asegurado" --condition-by 2026-03-31 -c "transferencia hecha"
on 03-03 16:30; say agree sin-q9c4 --by ana
on 03-04
say request eva "Mostrar el estado de un siniestro en la web" eom --by bruno --ledger sistemas --id sis-r2y8f4kc \
  -c "estado y próximo paso de cada siniestro" --reply-by 2026-03-06
on 03-05 10:00
say warn sis-9xk4 --by eva --reason supplier --forecast 2026-03-11 --note "el disco llega el martes"
on 03-05 15:00; say deliver sin-m4r6 --by luis -e "carta 4460"
on 03-06 16:00
say renegotiate sis-p6w3 2026-03-16 --by eva --reason data --note "un taller cierra el mes el viernes"
