// Wraps any sight and remembers each answer, so that the same scan can be run again elsewhere.
import { shortDigest } from '../core/digest.ts'
import { gap } from '../core/gap.ts'
import type { Files, HostView, Volatile } from '../core/host.ts'
import { type Answers, pack, question, type Recording } from './recording.ts'
import { isHashFile, withoutSecrets } from './secrets.ts'

export interface Recorder {
  readonly host: HostView
  recording(): Recording
}

export function recorder(host: HostView): Recorder {
  const answers: Record<string, Answers> = {}
  const last = new Map<string, string>()
  const keep = <T>(name: string, answer: T): T => {
    const packed = pack(answer)
    const digest = shortDigest(JSON.stringify(packed) ?? 'null')
    const known = answers[name]
    if (known === undefined) answers[name] = [[1, packed]]
    else if (last.get(name) === digest) known[known.length - 1]![0]++
    else known.push([1, packed])
    last.set(name, digest)
    return answer
  }
  const view = (of: HostView, root: string): HostView => {
    const base = { ...of, files: recordedFiles(of.files, root, keep), inside: (path: string) => view(of.inside(path), `${root}${path}`) }
    return of.volatile === undefined ? base : { ...base, volatile: recordedVolatile(of.volatile, keep) }
  }
  const { volatile } = host
  const constants = volatile && { ticksPerSecond: volatile.ticksPerSecond, pageSize: volatile.pageSize, ownPid: volatile.ownPid }
  return {
    host: view(host, ''),
    recording: () => ({
      schema: 'davylamp.snapshot.1',
      name: host.name,
      taken: host.now,
      origin: host.origin,
      ...(constants && { volatile: constants }),
      answers,
    }),
  }
}

type Keep = <T>(name: string, answer: T) => T

function recordedFiles(files: Files, root: string, keep: Keep): Files {
  return {
    lstat: path => keep(question(root, 'lstat', path), files.lstat(path)),
    stat: path => keep(question(root, 'stat', path), files.stat(path)),
    read(path, max) {
      const content = files.read(path, max)
      const kept = 'bytes' in content ? { ...content, bytes: withoutSecrets(path, content.bytes) } : content
      return keep(question(root, 'read', path, max ?? null), kept)
    },
    readAt(path, offset, length) {
      const bytes = isHashFile(path)
        ? gap(path, 'unsupported', 'password hashes are not recorded in pieces')
        : files.readAt(path, offset, length)
      return keep(question(root, 'readAt', path, offset, length), bytes instanceof Uint8Array ? withoutSecrets(path, bytes) : bytes)
    },
    readlink: path => keep(question(root, 'readlink', path), files.readlink(path)),
    list: (path, max) => keep(question(root, 'list', path, max ?? null), files.list(path, max)),
    digest: (path, algorithm, max) => keep(question(root, 'digest', path, algorithm, max ?? null), files.digest(path, algorithm, max)),
    xattrs: path => keep(question(root, 'xattrs', path), files.xattrs(path)),
  }
}

function recordedVolatile(volatile: Volatile, keep: Keep): Volatile {
  return {
    ...volatile,
    probePids: max => keep(question('', 'probePids', max), volatile.probePids(max)),
    bpf: () => keep(question('', 'bpf'), volatile.bpf()),
    discrepancies: () => keep(question('', 'discrepancies'), volatile.discrepancies()),
    monotonic: () => keep(question('', 'monotonic'), volatile.monotonic()),
  }
}
