// Files beside a program in an odd place: its configuration, scripts and logs.
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { isOddPlaceForProgram } from '../../parse/places.ts'
import type { Subjects } from './subject.ts'

const telling = /\.(?:json|sh|conf|cfg|ini|toml|ya?ml|log|py|pl|txt|pid|service)$|^(?:config|cron|run|start|go|upd|a|b|x|h)$/i
const crowded =
  /^(?:\/|\/tmp|\/var\/tmp|\/dev\/shm|\/(?:usr\/)?s?bin|\/(?:usr\/)?lib(?:64)?|\/etc|\/root|\/home|\/var|\/proc\/\d+(?:\/root)?(?:\/tmp)?)$/
const mostEach = 64

/** Telling files beside each of these programs. With `all`, every regular file and odd place or not (the second pass). */
export function addNeighbours(host: HostView, programs: Iterable<string>, subjects: Subjects, all = false): void {
  const looked = new Set<string>()
  for (const program of programs) {
    const directory = program.slice(0, program.lastIndexOf('/'))
    if (looked.has(directory) || directory === '' || !(all || (isOddPlaceForProgram(program) && !crowded.test(directory)))) continue
    looked.add(directory)
    const entries = host.files.list(directory)
    if (isGap(entries)) continue
    const chosen = entries.filter(({ name, type }) => type === 'file' && ((all && !crowded.test(directory)) || telling.test(name)))
    for (const { name } of chosen.slice(0, mostEach)) subjects.add(`${directory}/${name}`, 'neighbour')
  }
}
