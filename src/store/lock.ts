// A lock file that names its holder: refused while the holder lives, taken over when it is dead, and never held by two.
import { createHash, randomBytes } from 'node:crypto'
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { JournalError } from '../core/journal.ts'
import { storeError } from './durable.ts'

interface Holder {
  readonly pid: number
  /** Start time in ticks since boot, of /proc/PID/stat: a recycled pid has another one. */
  readonly start: string
  readonly boot: string
  readonly namespace: string
  readonly nonce: string
}

/** Takers over of takers over that died: so many in a row do not happen by accident. */
const deepest = 8

/** Takes the lock; gives what lets it go. Throws a JournalError 'locked' while another process, or this one, holds it. */
export function takeLock(path: string): () => void {
  const own = JSON.stringify({ ...identity(), nonce: randomBytes(8).toString('hex') } satisfies Holder)
  try {
    take(path, own, 0)
  } catch (error) {
    throw storeError(path, error)
  }
  return () => {
    if (contentOf(path) === own) rmSync(path, { force: true })
  }
}

/**
 * A dead holder's lock may be replaced by whoever holds the lock on that very holder: between finding it dead and replacing it nobody else
 * can have done so, for its nonce never comes again.
 */
function take(path: string, own: string, depth: number): void {
  if (depth > deepest) throw locked(path, '')
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`
  let token: string | undefined
  try {
    writeFileSync(temporary, own, { mode: 0o600, flag: 'wx' })
    if (linked(temporary, path)) return
    const held = contentOf(path)
    if (held !== undefined) {
      if (lives(held)) throw locked(path, held)
      token = `${path}.${createHash('sha256').update(held).digest('hex').slice(0, 16)}`
      take(token, own, depth + 1)
      if (contentOf(path) === held) {
        renameSync(temporary, path)
        return
      }
    }
  } finally {
    rmSync(temporary, { force: true })
    if (token !== undefined && contentOf(token) === own) rmSync(token, { force: true })
  }
  take(path, own, depth + 1)
}

/** Whether the file now stands there as well; false when another does. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function locked(path: string, held: string): JournalError {
  const pid = holderOf(held)?.pid
  return new JournalError('locked', {
    en: `another davylamp${pid === undefined ? '' : ` (pid ${pid})`} is working on this case; wait for it to end (lock: ${path})`,
    zh: `另一个 davylamp 进程${pid === undefined ? '' : `(PID ${pid})`}正在处理该事件,请等待其结束(锁文件:${path})`,
  })
}

function holderOf(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Holder
    return Number.isSafeInteger(value.pid) && value.pid > 0 ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether the holder may still be at work. One of another pid namespace of this boot cannot be asked: it counts as living. */
function lives(text: string): boolean {
  const holder = holderOf(text)
  if (holder === undefined) return false
  const own = identity()
  if (holder.boot !== own.boot) return false
  if (holder.namespace !== own.namespace) return true
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const started = startOf(holder.pid)
  return started === undefined || started === holder.start
}

function identity(): Omit<Holder, 'nonce'> {
  return {
    pid: process.pid,
    start: startOf(process.pid) ?? '',
    boot: orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: orEmpty(() => readlinkSync('/proc/self/ns/pid')),
  }
}

/** undefined when it cannot be read; a process that is only waited for (a zombie) has ended: 'ended'. */
function startOf(pid: number): string | undefined {
  const text = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : fields[19]
}

function orEmpty(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
