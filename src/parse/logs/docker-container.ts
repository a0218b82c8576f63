// config.v2.json of a Docker container: when it was made, started and ended, of which image, and what it runs.
import type { Draft, LineFormat, LogPlace, RecordTime } from '../../core/log-format.ts'
import { at, jsonText, stringAt, stringsAt } from '../json.ts'
import { isoStamp } from './record-time.ts'

/** Moby writes the year 1 for what has not happened. */
function timeAt(value: unknown, ...path: readonly string[]): RecordTime | undefined {
  return isoStamp(stringAt(value, ...path))?.time
}

function* told(text: string, { path }: LogPlace): Iterable<Draft> {
  const value = text.startsWith('{') ? jsonText(text) : undefined
  const id = stringAt(value, 'ID')
  if (!/^[\da-f]{64}$/.test(id)) return
  const command = [stringAt(value, 'Path'), ...stringsAt(value, 'Args')].join(' ').trim().slice(0, 2000)
  const image = stringAt(value, 'Config', 'Image').slice(0, 300)
  const what = {
    verb: 'container',
    container: id.slice(0, 12),
    target: image,
    command,
    user: stringAt(value, 'Config', 'User') || undefined,
    path,
    locus: `#${id.slice(0, 12)}`,
  } as const
  for (const [method, time] of [
    ['created', timeAt(value, 'Created')],
    ['started', timeAt(value, 'State', 'StartedAt')],
    ['ended', timeAt(value, 'State', 'FinishedAt')],
  ] as const)
    if (time !== undefined)
      yield {
        ...what,
        time,
        method,
        excerpt:
          `${stringAt(value, 'Name').slice(1, 200)} ${method}: ${image} ${command}${at(value, 'State', 'OOMKilled') === true ? ' (OOM)' : ''}`.slice(
            0,
            500,
          ),
      }
}

export const dockerContainerState: LineFormat = {
  id: 'docker-container-state',
  summary: { zh: 'Docker 容器的创建与启停时间', en: 'when Docker containers were made, started and ended' },
  techniques: ['T1610'],
  references: ['https://github.com/moby/moby/blob/v24.0.0/container/container.go'],
  form: 'lines',
  source: 'docker',
  trust: 'service',
  paths: ['/var/lib/docker/containers/*/config.v2.json'],
  needles: ['"startedat":"'],
  recognise: head => (/^\{"StreamConfig":|^\{[^\n]{0,3000}"State":\{"Running":(?:true|false),/.test(head) ? 0.95 : 0),
  open: place => ({ line: text => told(text, place), time: () => undefined }),
}
