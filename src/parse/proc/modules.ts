// /proc/modules: the loaded kernel modules as the kernel lists them.
import { textOf } from '../../core/bytes.ts'

/** One line: "nvidia 62849024 2 nvidia_modeset, Live 0xffffffffc0a00000 (POE)". */
export interface LoadedModule {
  readonly name: string
  /** Bytes of memory. */
  readonly size: number
  /** Names of the modules that use it. */
  readonly users: readonly string[]
  readonly state: 'Live' | 'Loading' | 'Unloading'
  /** Taint letters of the module itself: P proprietary, O out of tree, E unsigned, F forced, C staging, K live patch …; '' for none. */
  readonly taint: string
}

const line = /^(\S{1,64}) (\d{1,15}) (\d{1,10}|-) (\S{1,4096}) (Live|Loading|Unloading) 0x[0-9a-f]{1,16}(?: \(([A-Z+-]{1,16})\))?\s*$/

/** The modules in the order of the kernel; lines of another form are passed over (kernel/module/procfs.c: m_show). */
export function parseModules(bytes: Uint8Array): LoadedModule[] {
  const modules: LoadedModule[] = []
  for (const text of textOf(bytes).split('\n')) {
    const [, name, size, , users, state, taint] = (text.length <= 8192 && line.exec(text)) || []
    if (name === undefined || size === undefined || users === undefined) continue
    modules.push({
      name,
      size: Number(size),
      users: users === '-' ? [] : users.split(',').filter(user => user !== '' && !user.startsWith('[')),
      state: state as LoadedModule['state'],
      taint: (taint ?? '').replace(/[-+]/g, ''),
    })
  }
  return modules
}
