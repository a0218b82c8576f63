// A scan in a process of its own: a library that was forced into this one stays in it, also after it was taken from the host.
import { fork } from 'node:child_process'
import { self } from '../collect/self.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { ScanRequest } from './run-scan.ts'
import type { Supervised } from './supervise.ts'
import { UserError } from './user-error.ts'

export type FromProcess =
  | { readonly what: 'progress'; readonly text: string }
  | { readonly what: 'done'; readonly supervised: Supervised }
  | { readonly what: 'refused'; readonly sentence: string }

/** Whether code that is not ours was loaded into this process. */
export function isInvaded(host: HostView): boolean {
  return [...self.collect(host, factsOf(), new Set())].some(row => !isGap(row) && row[0] === 'self' && row[1].foreign.length > 0)
}

/** As superviseScan. The process is started without the loader's variables, which may name the library as well. */
export function scanAfresh(request: ScanRequest, progress: (what: string) => void): Promise<Supervised> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LD_')))
  const child = fork(new URL('./scan-process.ts', import.meta.url), { serialization: 'advanced', env })
  return new Promise((resolve, reject) => {
    child.on('message', (message: FromProcess) => {
      if (message.what === 'progress') progress(message.text)
      else if (message.what === 'done') resolve(message.supervised)
      else reject(new UserError(message.sentence))
    })
    child.on('error', reject)
    child.on('exit', code => reject(new Error(`the scanning process ended with ${code}`)))
    child.send(request)
  })
}
