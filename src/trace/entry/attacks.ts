// Which records are attacks on which service: by the ids of virtual patches and log formats, and by what children of a service left in its log.
import type { HostEvent, Verb } from '../../core/event.ts'
import type { LogSource } from '../../core/log-format.ts'
import type { Clues } from '../../core/trace.ts'

/** Ids of products that have a way in of their own; every other attack over HTTP is "web-rce". */
const products =
  /^(?:redis|docker|kubelet|kubernetes|jenkins|confluence|activemq|weblogic|php|pearcmd|laravel|craft-cms|drupal|vbulletin|react2shell|node-command|next|postgresql|mysql|hadoop-yarn|xxl-job|nacos)(?:-|$)/
/** Asked by everybody's scanners, and by owners; what a server is set to is no attack either. */
const probes = /-probe$|^path-scan$|^path-traversal|^next-middleware|-open-api$/
const deeds: ReadonlySet<Verb> = new Set(['exploit', 'request', 'container', 'command', 'error', 'configured', 'download'])

/** Records with the id of such an attack. */
export function isAttackOf(prefixes: RegExp): (e: HostEvent) => boolean {
  return ({ attack = '', verb }) => deeds.has(verb) && prefixes.test(attack) && !probes.test(attack)
}

/** Records of a service's own log that only abuse makes. */
export function inLogOf(source: LogSource, verbs: readonly Verb[]): (e: HostEvent) => boolean {
  return e => e.source === source && verbs.includes(e.verb) && !probes.test(e.attack ?? '')
}

/** A service's log holds what shells and downloaders wrote: somebody ran commands in it. `product` is told by the place of the log. */
export function isOutputIn(source: LogSource, product?: RegExp): (e: HostEvent) => boolean {
  return e =>
    e.source === source &&
    (e.attack === 'shell-output' || e.attack === 'miner-output' || (e.verb === 'download' && e.attack === undefined)) &&
    (product === undefined || product.test(`${e.program ?? ''} ${e.unit ?? ''} ${e.locator}`))
}

const phpPage = /\.php\d?(?:[/?\s;]|$)/i
const phpLog = /\bphp/i

export function isPhpAttack(e: HostEvent): boolean {
  const { attack = '', verb, request = '' } = e
  if (/^(?:php|pearcmd|laravel|craft-cms|drupal|vbulletin)-/.test(attack) && !probes.test(attack)) return true
  if (isOutputIn('web-error', phpLog)(e)) return true
  if (/^(?:thinkphp|log4shell|fastjson|struts|spring)/.test(attack) || probes.test(attack)) return false
  return verb === 'exploit' && attack !== '' && !products.test(attack) && phpPage.test(request)
}

const ownLogs = /jenkins|confluence|activemq|weblogic|user_projects|hadoop|yarn|xxl-?job|nacos|pm2|next/i

/** An attack over HTTP on whatever stands behind the server. */
export function isWebAttack(e: HostEvent): boolean {
  const { attack = '', verb, source } = e
  if (isPhpAttack(e) || probes.test(attack)) return false
  if (isOutputIn('web-error')(e)) return true
  if (isOutputIn('application')(e)) return !ownLogs.test(`${e.program ?? ''} ${e.locator}`)
  if (verb !== 'exploit') return false
  if (attack === '') return source === 'web-access' || source === 'web-error'
  return !products.test(attack) && (source.startsWith('web') || source === 'application')
}

/** What must run for an attack to mean anything: scanners send everything to everybody. */
const needs: readonly (readonly [attack: RegExp, service: RegExp])[] = [
  [
    /^(?:log4shell|fastjson|struts|spring|java-|jboss|tomcat|solr|ofbiz|geoserver|elasticsearch|actuator|metabase)/,
    /java|tomcat|catalina|jenkins|confluence|activemq|weblogic|nacos|solr|elasticsearch|jboss|hadoop|yarn|xxl-job|jdk|jre/i,
  ],
  [/^thinkphp/, /php/i],
  [/^(?:jupyter|langflow|ray|comfyui)/, /python|jupyter|ray|uvicorn|gunicorn|conda/i],
  [/^gitlab/, /gitlab|ruby|puma/i],
  [/^selenium/, /selenium|java/i],
]

export function fitsWhatRuns({ attack = '' }: HostEvent, { standing }: Clues): boolean {
  const [, service] = needs.find(([like]) => like.test(attack)) ?? []
  return service === undefined || !standing.looked || standing.services.some(s => service.test(s.name))
}
