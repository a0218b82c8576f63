// config.v2.json of a Docker container: when it was made, started and ended, of which image, and what it runs.
import type { Draft, LineFormat, LogPlace, RecordTime } from '../../core/log-format.ts'
import { at, jsonText, membersAt, stringAt, stringsAt } from '../json.ts'
import { isForeign, isHostile } from './foreign-command.ts'
import { isoStamp } from './record-time.ts'

/** Folders by which a container rules its host. */
const wholeHost = /^\/(?:$|etc(?:\/cron[\w.]{0,12})?$|root(?:\/\.ssh)?$|var\/spool\/cron)/

/** Moby writes the year 1 for what has not happened. */
function timeAt(value: unknown, ...path: readonly string[]): RecordTime | undefined {
  return isoStamp(stringAt(value, ...path))?.time
}

function* told(text: string, { path }: LogPlace): Iterable<Draft> {
  const value = text.startsWith('{') ? jsonText(text) : undefined
  const id = stringAt(value, 'ID')
  if (!/^[\da-f]{64}$/.test(id)) return
  const words = [stringAt(value, 'Path'), ...stringsAt(value, 'Args')]
  const command = words.join(' ').trim().slice(0, 2000)
  const image = stringAt(value, 'Config', 'Image').slice(0, 300)
  const mount = membersAt(value, 'MountPoints')
    .filter(([, one]) => at(one, 'RW') === true && wholeHost.test(stringAt(one, 'Source')))
    .map(([inside, one]) => `${stringAt(one, 'Source')}:${inside}`)[0]
  const name = stringAt(value, 'Name').slice(1, 200)
  const what = {
    container: id.slice(0, 12),
    target: image,
    command,
    user: stringAt(value, 'Config', 'User') || undefined,
    path,
    locus: `#${id.slice(0, 12)}`,
  }
  for (const [method, time] of [
    ['created', timeAt(value, 'Created')],
    ['started', timeAt(value, 'State', 'StartedAt')],
    ['ended', timeAt(value, 'State', 'FinishedAt')],
  ] as const)
    if (time !== undefined)
      yield {
        ...what,
        ...deedOf(method, words, mount),
        time,
        method,
        excerpt: `${name} ${method}: ${image} ${mount === undefined ? '' : `${mount} `}${command}`.slice(0, 500),
      }
}

/** What a container runs together with where it reaches, or what it runs alone, gives an attack away; a mount alone may be the owner's. */
function deedOf(method: string, words: readonly string[], mount: string | undefined): Pick<Draft, 'verb' | 'attack'> {
  if (method === 'ended') return { verb: 'container' }
  const command = words.join(' ').slice(0, 4000)
  if (mount !== undefined && (/\bchroot\b|\bnsenter\b|authorized_keys|\bcron/.test(command) || isForeign(command)))
    return { verb: 'exploit', attack: 'docker-host-mount' }
  // A script stands in one word, behind "-c".
  return words.some(isHostile) ? { verb: 'exploit', attack: 'docker-shell-payload' } : { verb: 'container' }
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
