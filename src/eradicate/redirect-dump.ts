// Has a running Redis save elsewhere than into cron jobs or keys: as long as it saves there, what is cut out is back at the next save.
import type { Action } from '../core/action.ts'
import type { DirectoryState, DumpPlace, HostControl } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'

interface Planned {
  readonly port: number
  readonly from: DumpPlace
  readonly to: DumpPlace
}

/** Detail: `port` on 127.0.0.1, `path` of the abused dump, `directory` and `file` where it is to save. Its data and keys stay as they are. */
export const redirectDump: Action = {
  id: 'redirect-dump',
  summary: { zh: '让 Redis 不再把转储写进 cron 或密钥文件', en: 'have Redis save elsewhere than into cron jobs or keys' },
  techniques: ['T1053.003', 'T1098.004'],
  references: [
    'https://redis.io/docs/latest/commands/config-set/',
    'https://d3fend.mitre.org/technique/d3f:ApplicationConfigurationHardening/',
  ],
  counters: ['D3-ACH'],
  stage: 'disarm',
  prepare(step, { control }) {
    const planned = plannedIn(step)
    if (planned === undefined) return gap(step.id, 'malformed', 'the plan does not tell which Redis')
    const now = placeOf(planned, control)
    if (isGap(now)) return now
    if (!samePlace(now, planned.from)) return gap(sourceOf(planned), 'absent', 'saves elsewhere already')
    const taken = control.files.capture(pathOf(planned.to), 1)
    if (!isGap(taken) || taken.why !== 'absent') return gap(pathOf(planned.to), 'tampered', 'is there already')
    const folder = control.files.captureDirectory(planned.to.directory)
    return isGap(folder) ? folder : { ...now, folder }
  },
  apply({ step }, { control }) {
    const planned = plannedIn(step)
    return planned === undefined ? undefined : control.dumps?.setPlace(planned.port, planned.to)
  },
  /** What it saved meanwhile goes, too: it holds the same in memory, and saves it to its former place. The vault keeps it all the same. */
  undo({ step, undo }, scene) {
    const { control } = scene
    const planned = plannedIn(step)
    if (planned === undefined) return undefined
    const now = placeOf(planned, control)
    // Restarted or told otherwise since: what it saved there may be all there is of its data.
    if (isGap(now) || !samePlace(now, planned.to)) return isGap(now) && now.why !== 'absent' ? now : undefined
    const failed = control.dumps?.setPlace(planned.port, { directory: String(undo['directory']), file: String(undo['file']) })
    if (failed !== undefined) return failed
    const saved = control.files.capture(pathOf(planned.to), largestDump)
    if (isGap(saved)) return saved.why === 'absent' ? undefined : saved
    scene.vault.keep(saved.bytes)
    return control.files.remove(saved.state) ?? control.files.restoreDirectory(undo['folder'] as DirectoryState)
  },
  verify(step, { control }) {
    const planned = plannedIn(step)
    if (planned === undefined) return gap(step.id, 'malformed', 'the plan does not tell which Redis')
    const now = placeOf(planned, control)
    if (isGap(now)) return now.why === 'absent' ? undefined : now
    return samePlace(now, planned.from) ? gap(sourceOf(planned), 'tampered', `saves into ${String(step.detail['path'])}`) : undefined
  },
}

/** A larger one stays where it is, and undo says so. */
const largestDump = 1 << 30
const pathOf = ({ directory, file }: DumpPlace): string => `${directory}/${file}`
const sourceOf = ({ port }: Planned): string => `Redis on port ${port}`
const samePlace = (a: DumpPlace, b: DumpPlace): boolean => a.directory === b.directory && a.file === b.file

function placeOf({ port }: Planned, { dumps }: HostControl): DumpPlace | Gap {
  return dumps?.place(port) ?? gap(`Redis on port ${port}`, 'unsupported', 'nothing runs on a disk')
}

function plannedIn({ detail }: Step): Planned | undefined {
  const { port, path, directory, file } = detail
  if (typeof port !== 'number' || typeof path !== 'string' || typeof directory !== 'string' || typeof file !== 'string') return undefined
  const slash = path.lastIndexOf('/')
  return { port, from: { directory: path.slice(0, slash), file: path.slice(slash + 1) }, to: { directory, file } }
}
