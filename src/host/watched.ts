// Lets another thread see which file is being asked for, so that a question the kernel never answers is noticed and not asked again.
import { textOf, writeBytes } from '../core/bytes.ts'
import { gap } from '../core/gap.ts'
import type { Files, HostView } from '../core/host.ts'

const longestPath = 4096
const turn = 0
const length = 1

/** Shared between the thread that asks and the one that watches. */
export class Board {
  readonly memory: SharedArrayBuffer
  readonly #words: Int32Array
  readonly #path: Uint8Array

  constructor(memory = new SharedArrayBuffer(8 + longestPath)) {
    this.memory = memory
    this.#words = new Int32Array(memory, 0, 2)
    this.#path = new Uint8Array(memory, 8)
  }

  /** Writes down the path for as long as `act` takes. */
  during<T>(path: string, act: () => T): T {
    Atomics.store(this.#words, length, writeBytes(path, this.#path) ?? longestPath)
    Atomics.add(this.#words, turn, 1)
    try {
      return act()
    } finally {
      Atomics.add(this.#words, turn, 1)
    }
  }

  /** Odd while a question is open; the same number twice means the same question. */
  turn(): number {
    return Atomics.load(this.#words, turn)
  }

  path(): string {
    return textOf(this.#path.slice(0, Atomics.load(this.#words, length)))
  }
}

/** The host with every file question written on the board; paths below `avoided` are not asked for any more. */
export function watched(host: HostView, board: Board, avoided: readonly string[], prefix = ''): HostView {
  const { files } = host
  const ask = <A extends unknown[], T>(question: (path: string, ...rest: A) => T) => {
    return (path: string, ...rest: A) => {
      const whole = prefix + path
      if (avoided.some(a => whole === a || whole.startsWith(`${a}/`))) return gap(path, 'timeout', 'did not answer in time')
      return board.during(whole, () => question(path, ...rest))
    }
  }
  const asked: Files = {
    lstat: ask(files.lstat),
    stat: ask(files.stat),
    read: ask(files.read),
    readAt: ask(files.readAt),
    readlink: ask(files.readlink),
    list: ask(files.list),
    digest: ask(files.digest),
    xattrs: ask(files.xattrs),
  }
  return { ...host, files: asked, inside: root => watched(host.inside(root), board, avoided, prefix + root) }
}
