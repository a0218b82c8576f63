// What /proc tells of a process in words, put together for the evidence: its sockets, threads, open files and belonging.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { containerOfCgroup } from '../parse/proc/container-cgroup.ts'

const most = 4 << 20
const mostThreads = 256
const mostOpen = 4096
/** In the order in which they go away. */
const socketTables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6', 'icmp', 'packet', 'netlink', 'unix']
/** The column of the inode, counted from 0 over the words of a row. */
const inodeColumns: Readonly<Record<string, number>> = { packet: 8, netlink: 9, unix: 6 }

export interface OpenFile {
  readonly path: string
  readonly target: string
}

/** The open files of a process by what they lead to. */
export function openFilesOf(files: Files, folder: string): readonly OpenFile[] {
  const entries = files.list(`${folder}/fd`, mostOpen)
  if (isGap(entries)) return []
  return entries.map(({ name }) => {
    const target = files.readlink(`${folder}/fd/${name}`)
    return { path: `${folder}/fd/${name}`, target: isGap(target) ? `(${target.why})` : target }
  })
}

/** Where everything open leads to, with position, flags and mount of each (proc_pid_fdinfo(5)). */
export function openText(files: Files, folder: string, open: readonly OpenFile[]): string {
  const links = ['exe', 'cwd', 'root'].map(name => `${name} -> ${linkAt(files, `${folder}/${name}`)}\n`)
  const told = open.map(({ path, target }) => {
    const info = read(files, path.replace('/fd/', '/fdinfo/'))
    return `${path.slice(folder.length + 1)} -> ${target}\n${info.replaceAll(/^(?=.)/gm, '  ')}`
  })
  return [...links, ...told].join('')
}

/**
 * Rows of the process's own network namespace for the sockets it holds, as the kernel writes them: state, addresses, queues, uid. `tables`
 * keeps what was read of a namespace, so that fifty processes of one do not read it fifty times.
 */
export function socketText(files: Files, folder: string, open: readonly OpenFile[], tables: Map<string, string>): string {
  const inodes = new Set(open.flatMap(({ target }) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []))
  if (inodes.size === 0) return ''
  const namespace = linkAt(files, `${folder}/ns/net`)
  const found = socketTables.flatMap(table => {
    const key = `${namespace} ${table}`
    const text = tables.get(key) ?? read(files, `${folder}/net/${table}`)
    tables.set(key, text)
    const [head = '', ...rows] = text.split('\n')
    const own = rows.filter(row => inodes.has(row.trim().split(/\s+/)[inodeColumns[table] ?? 9] ?? ''))
    return own.length === 0 ? [] : [`${table}\n${[head, ...own].join('\n')}\n`]
  })
  return `${namespace}: sockets ${[...inodes].join(' ')}\n${found.join('')}`
}

/**
 * Every thread with its state, the system call it waits in (number, arguments, stack pointer and program counter), and its kernel stack.
 * No debugger is attached: that would stop and start what stands still.
 */
export function threadText(files: Files, folder: string): string {
  const threads = files.list(`${folder}/task`, mostThreads + 1)
  if (isGap(threads)) return ''
  const cut = threads.length > mostThreads ? `only the first ${mostThreads} threads\n` : ''
  const told = threads.slice(0, mostThreads).map(({ name }) => {
    const parts = ['comm', 'syscall', 'wchan', 'stat', 'stack'].map(
      what => `${what} ${read(files, `${folder}/task/${name}/${what}`).trim()}\n`,
    )
    return `thread ${name}\n${parts.join('')}\n`
  })
  return cut + told.join('')
}

/** Namespaces, control groups, container, who logged in for it, and the security label. */
export function belongingText(files: Files, folder: string): string {
  const namespaces = files.list(`${folder}/ns`)
  const spaces = isGap(namespaces) ? [] : namespaces.map(({ name }) => `namespace ${name} ${linkAt(files, `${folder}/ns/${name}`)}\n`)
  const cgroups = read(files, `${folder}/cgroup`)
  const container = cgroups
    .split('\n')
    .map(line => containerOfCgroup(line.replace(/^[^:]*:[^:]*:/, '')))
    .find(id => id !== undefined)
  const told = ['loginuid', 'sessionid', 'oom_score_adj', 'personality', 'attr/current'].map(
    name => `${name} ${read(files, `${folder}/${name}`).trim()}\n`,
  )
  return [...spaces, `container ${container ?? '-'}\n`, ...told, cgroups].join('')
}

function linkAt(files: Files, path: string): string {
  const target = files.readlink(path)
  return isGap(target) ? `(${target.why})` : target
}

/** What cannot be read is named in its place. */
function read(files: Files, path: string): string {
  const content = files.read(path, most)
  return isGap(content) ? `(${content.why})\n` : textOf(content.bytes)
}
