// Reads davylamp's own modules and rules by raw system calls, so that a preloaded library that hides a word of their names hides nothing from it.
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { textOf } from '../core/bytes.ts'
import { type Gap, isGap } from '../core/gap.ts'
import { rawFiles } from '../host/raw-files.ts'
import { openSys } from '../host/sys.ts'
import type { RuleReader } from '../intel/lists.ts'

const home = new URL('../', import.meta.url).href
const largest = 16 << 20

/** From here on modules of this thread are found and read past libc. Without raw system calls nothing changes. */
export function readOwnFilesRaw(): void {
  const sys = openSys()
  if (sys === undefined) return
  const files = rawFiles(sys, 'host')
  registerHooks({
    resolve(specifier, context, next) {
      const own = specifier.startsWith('.') && context.parentURL?.startsWith(home) === true
      if (!own) return next(specifier, context)
      return { url: new URL(specifier, context.parentURL).href, format: 'module-typescript', shortCircuit: true }
    },
    load(url, context, next) {
      const content = url.startsWith(home) ? files.read(fileURLToPath(url), largest) : undefined
      if (content === undefined || isGap(content)) return next(url, context)
      return { format: 'module-typescript', source: content.bytes, shortCircuit: true }
    },
  })
}

/** A reader of the packaged rules past libc; undefined without raw system calls. */
export function rawRules(): RuleReader | undefined {
  const sys = openSys()
  if (sys === undefined) return undefined
  const files = rawFiles(sys, 'host')
  return {
    names: folder => orThrow(files.list(folder)).map(({ name }) => name),
    text: path => textOf(orThrow(files.read(path, largest)).bytes),
  }
}

function orThrow<T>(answer: T | Gap): T {
  if (isGap(answer)) throw new Error(`${answer.source}: ${answer.detail}`)
  return answer
}
