// What `docker events` prints, as text or as JSON: where somebody keeps it, every container that was made, run in or taken away.
import type { Draft, LineFormat } from '../../core/log-format.ts'
import { at, membersAt, stringAt } from '../json.ts'
import { jsonLine } from './json-line.ts'
import { epochTime } from './json-time.ts'
import { shareOf } from './marks.ts'
import { isoStamp } from './record-time.ts'

interface DockerEvent {
  readonly time: Draft['time']
  readonly kind: string
  readonly action: string
  readonly id: string
  readonly attributes: ReadonlyMap<string, string>
}

/** Attributes stand in brackets and in the order of their names; a command stands in the action. */
const line =
  /^ (container|image|volume|network|plugin|daemon) (\S{2,40}?)(?:: (.{1,2000}))? ([\da-f]{64}|[\w./:@-]{1,300}) \((.{0,4000})\)$/s

function parse(text: string): DockerEvent | undefined {
  const value = jsonLine(text)
  if (value !== undefined) {
    const nanoseconds = Number(at(value, 'timeNano') ?? Number.NaN)
    const time = epochTime(nanoseconds > 0 ? nanoseconds : Number(at(value, 'time')))
    const action = stringAt(value, 'Action') || stringAt(value, 'status')
    if (time === undefined || action === '') return undefined
    const attributes = new Map(membersAt(value, 'Actor', 'Attributes').map(([name, found]) => [name, String(found)]))
    return {
      time,
      kind: stringAt(value, 'Type') || 'container',
      action,
      id: stringAt(value, 'Actor', 'ID') || stringAt(value, 'id'),
      attributes,
    }
  }
  const stamp = isoStamp(text)
  const [, kind = '', deed = '', command, id = '', list = ''] = (stamp && line.exec(text.slice(stamp.end))) ?? []
  if (stamp === undefined || kind === '') return undefined
  const attributes = new Map(
    list
      .split(', ')
      .flatMap((part): [string, string][] =>
        part.includes('=') ? [[part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]] : [],
      ),
  )
  return { time: stamp.time, kind, action: command === undefined ? deed : `${deed}: ${command}`, id, attributes }
}

const containerDeeds: Readonly<Record<string, string>> = {
  create: 'created',
  start: 'started',
  die: 'ended',
  destroy: 'removed',
  kill: 'killed',
  exec_start: 'exec',
  exec_create: 'exec',
  commit: 'commit',
  'archive-path': 'files',
  rename: 'renamed',
  update: 'updated',
}

function told({ time, kind, action, id, attributes }: DockerEvent): Draft | undefined {
  const [deed = '', command] = /^(\w[\w-]{1,30})(?:: (.{1,2000}))?$/s.exec(action)?.slice(1) ?? []
  const container = /^[\da-f]{12,64}$/.test(id) ? id.slice(0, 12) : undefined
  const target = attributes.get('image') ?? attributes.get('name')
  if (kind === 'image')
    return /^(?:pull|load|import|build|tag|push)$/.test(deed)
      ? { time, verb: 'container', method: deed, target: id || target, program: 'docker' }
      : undefined
  if (kind !== 'container') return undefined
  const method = containerDeeds[deed]
  // Health checks run without end.
  if (method === undefined || (deed === 'exec_start' && command === undefined)) return undefined
  return { time, verb: 'container', method, container, target, command, program: 'docker', fold: `events ${method} ${id} ${command ?? ''}` }
}

export const dockerEvents: LineFormat = {
  id: 'docker-events',
  summary: { zh: 'docker events 输出', en: 'what docker events printed' },
  techniques: ['T1610', 'T1609'],
  references: ['https://docs.docker.com/reference/cli/docker/system/events/'],
  form: 'lines',
  source: 'docker',
  trust: 'service',
  paths: ['/var/log/docker-events*', '/var/log/docker/events*.log'],
  needles: [' container ', ' image ', '"container"', '"image"'],
  recognise: text => 0.95 * shareOf(text, one => parse(one) !== undefined),
  open: () => ({
    *line(text) {
      const event = parse(text)
      const draft = event && told(event)
      if (draft !== undefined) yield draft
    },
    time: text => isoStamp(text)?.time ?? epochTime(Number(/"time(?:Nano)?":(\d{10,19})/.exec(text)?.[1] ?? Number.NaN)),
  }),
}
