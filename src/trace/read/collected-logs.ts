// A folder of collected logs, whatever they are called and wherever they lie: each file is known by how it begins.
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { Files, HostView, Stat } from '../../core/host.ts'
import type { LogFormat } from '../../core/log-format.ts'
import type { AccessSettings } from './access-settings.ts'
import { headOf, likeliest } from './beginnings.ts'
import { type LogChain, type LogFile, rotatedName } from './find-logs.ts'

const mostFiles = 20_000
const deepest = 12
/** Surer than a coin: a wrong reader would tell nothing, or worse. */
const sure = 0.5

interface Collected {
  readonly chains: readonly LogChain[]
  readonly gaps: readonly Gap[]
}

export function collectedLogs({ files }: HostView, formats: readonly LogFormat[], access?: AccessSettings): Collected {
  const chains = new Map<string, LogChain & { readonly files: LogFile[] }>()
  const gaps: Gap[] = []
  let count = 0
  for (const { path, stat } of filesBelow(files, '', 0, gaps)) {
    if (++count > mostFiles) {
      gaps.push(gap('/', 'capped', `more than ${mostFiles} files`))
      break
    }
    const directory = path.slice(0, path.lastIndexOf('/') + 1)
    const { base, age, packing } = rotatedName(path.slice(directory.length))
    const head = headOf(files, path, packing)
    const layouts = access?.of(path)
    const format = isGap(head) ? undefined : likeliest(formats, head, base, { layouts, atLeast: sure })
    if (isGap(head)) gaps.push(head)
    if (format === undefined) continue
    const user = /(?:^|\/)(?:home\/([^/]{1,64})|(root))\//.exec(path)
    const file = { path, stat, user: user?.[1] ?? user?.[2] ?? '', packing, age }
    const key = `${format.id} ${directory}${base}`
    const chain = chains.get(key) ?? { format, path: directory + base, user: file.user, files: [], gaps: [], toNull: false, layouts }
    chain.files.push(file)
    chains.set(key, chain)
  }
  for (const chain of chains.values()) chain.files.sort((a, b) => b.age - a.age || (a.path < b.path ? -1 : 1))
  return { chains: [...chains.values()], gaps }
}

function* filesBelow(files: Files, directory: string, depth: number, gaps: Gap[]): Generator<{ path: string; stat: Stat }> {
  const entries = files.list(directory === '' ? '/' : directory)
  if (isGap(entries)) {
    gaps.push(entries)
    return
  }
  for (const { name, type } of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${directory}/${name}`
    if (type === 'directory') {
      if (depth < deepest) yield* filesBelow(files, path, depth + 1, gaps)
      else gaps.push(gap(path, 'capped', 'too deep'))
    } else if (type === 'file') {
      const stat = files.lstat(path)
      if (isGap(stat)) gaps.push(stat)
      else if (stat.size > 0) yield { path, stat }
    }
  }
}
