// The sight of a recorded host: gives each answer again, in the order in which it was given.
import { type Gap, gap } from '../core/gap.ts'
import type { Files, HostView, Volatile } from '../core/host.ts'
import { type Answers, question, type Recording, unpack } from './recording.ts'

export function snapshotHost(recording: Recording): HostView {
  const asked = new Map<string, number>()
  const answer = <T>(source: string, name: string): T | Gap => {
    const known = recording.answers[name] as Answers | undefined
    if (!Array.isArray(known) || known.length === 0) return gap(source, 'absent', 'was not recorded')
    let turn = asked.get(name) ?? 0
    asked.set(name, turn + 1)
    for (const [times, value] of known) {
      if (turn < times) return unpack(value) as T
      turn -= times
    }
    return unpack(known[known.length - 1]?.[1]) as T
  }
  const filesOf = (root: string): Files => ({
    lstat: path => answer(path, question(root, 'lstat', path)),
    stat: path => answer(path, question(root, 'stat', path)),
    read: (path, max) => answer(path, question(root, 'read', path, max ?? null)),
    readAt: (path, offset, length) => answer(path, question(root, 'readAt', path, offset, length)),
    readlink: path => answer(path, question(root, 'readlink', path)),
    list: (path, max) => answer(path, question(root, 'list', path, max ?? null)),
    digest: (path, algorithm, max) => answer(path, question(root, 'digest', path, algorithm, max ?? null)),
    xattrs: path => answer(path, question(root, 'xattrs', path)),
  })
  const view = (root: string): HostView => ({
    name: recording.name,
    platform: 'linux',
    origin: { kind: 'snapshot', taken: recording.taken },
    now: recording.taken,
    files: filesOf(root),
    inside: path => view(`${root}${path}`),
  })
  const { volatile: constants } = recording
  if (constants === undefined) return view('')
  const orElse = <T>(value: T | Gap, otherwise: T): T => (typeof value === 'object' && value !== null && 'gap' in value ? otherwise : value)
  const volatile: Volatile = {
    ...constants,
    probePids: max => answer('pid sweep', question('', 'probePids', max)),
    bpf: () => answer('eBPF', question('', 'bpf')),
    discrepancies: () => orElse(answer('discrepancies', question('', 'discrepancies')), []),
    monotonic: () => orElse(answer('clock', question('', 'monotonic')), 0),
    pause: () => {},
  }
  return { ...view(''), volatile }
}
