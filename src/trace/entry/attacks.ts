// Which records are attacks on which service: by the ids of virtual patches and log formats, and by the kind of record.
import type { HostEvent, Verb } from '../../core/event.ts'
import type { LogSource } from '../../core/log-format.ts'

/** Patches of products that have a way in of their own; every other attack over HTTP is "web-rce". */
const products =
  /^(?:redis|docker|kubelet|kubernetes|jenkins|confluence|activemq|weblogic|php|pearcmd|laravel|craft-cms|drupal|vbulletin|react2shell|next|postgresql|mysql|hadoop-yarn|xxl-job|nacos)(?:-|$)/
/** Told by several products: the place of the record decides. */
const probes = /-probe$|^path-scan$|^path-traversal|^next-middleware/

export function isAttackOf(prefixes: RegExp): (e: HostEvent) => boolean {
  return ({ attack = '', verb }) => (verb === 'exploit' || verb === 'request') && prefixes.test(attack) && !probes.test(attack)
}

/** Records of a service's own log that only abuse makes. */
export function inLogOf(source: LogSource, verbs: readonly Verb[]): (e: HostEvent) => boolean {
  return e => e.source === source && verbs.includes(e.verb)
}

const phpPage = /\.php\d?(?:[/?\s;]|$)/i

export function isPhpAttack(e: HostEvent): boolean {
  const { attack = '', verb, request = '' } = e
  if (/^(?:php|pearcmd|laravel|craft-cms|drupal|vbulletin)-/.test(attack) && !probes.test(attack)) return true
  if (/^(?:thinkphp|log4shell|fastjson|struts|spring)/.test(attack) || probes.test(attack)) return false
  return verb === 'exploit' && attack !== '' && !products.test(attack) && phpPage.test(request)
}

/** An attack over HTTP on whatever stands behind the server. */
export function isWebAttack(e: HostEvent): boolean {
  const { attack = '', verb, source } = e
  if (verb !== 'exploit' || probes.test(attack) || isPhpAttack(e)) return false
  if (attack === '') return source === 'web-access' || source === 'web-error'
  return !products.test(attack) && (source.startsWith('web') || source === 'application')
}
