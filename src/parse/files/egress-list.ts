// An egress allow-list as `davylamp egress propose --json` writes it, perhaps edited by hand.
import { addressBytes } from '../../core/address.ts'
import type { EgressList, EgressRule } from '../../core/egress.ts'
import { type Instant, instantOf } from '../../core/instant.ts'
import { at, jsonText, listAt, stringAt, stringsAt } from '../json.ts'

const name = /^(?=.{1,253}$)(?:\*\.)?[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))+$/
const service = /^(?:tcp|udp)\/(\d{1,5})$/
const mostRules = 10_000

/** The list, or one sentence on what is wrong with it. Of a rule only "to" and "services" are needed. */
export function parseEgressList(text: string): EgressList | string {
  const whole = jsonText(text)
  const list = at(whole, 'list') ?? whole
  if (stringAt(list, 'schema') !== 'davylamp.egress-list.1') return 'it is no list of davylamp egress propose --json'
  const given = listAt(list, 'rules')
  if (given.length > mostRules) return `it has more than ${mostRules} rules`
  const rules: EgressRule[] = []
  for (const [i, rule] of given.entries()) {
    const [to, services] = [stringAt(rule, 'to').toLowerCase(), stringsAt(rule, 'services')]
    if (!name.test(to) && addressBytes(to) === undefined) return `rule ${i + 1}: "${to.slice(0, 60)}" is no name, no *.name and no address`
    const wrong = services.find(s => Number(service.exec(s)?.[1] ?? 65_536) > 65_535)
    if (services.length === 0 || wrong !== undefined) return `rule ${i + 1}: "services" must be like "tcp/443"`
    const what = {
      id: stringAt(rule, 'what', 'id'),
      text: { zh: stringAt(rule, 'what', 'text', 'zh'), en: stringAt(rule, 'what', 'text', 'en') },
      isExplained: true,
    }
    rules.push({ to, services, what, processes: stringsAt(rule, 'processes'), conversations: 0 })
  }
  const made = instantOf(Date.parse(stringAt(list, 'made'))) ?? ('1970-01-01T00:00:00.000Z' as Instant)
  return { schema: 'davylamp.egress-list.1', made, wanted: stringsAt(list, 'wanted'), rules }
}
