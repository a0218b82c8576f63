// Loaded kernel modules by three views: a rootkit that leaves one list is still in another.
import type { Collector } from '../core/collector.ts'
import { entity } from '../core/entity.ts'
import type { KernelModule } from '../core/facts/system.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { moduleNameOf, parseModulesDep } from '../parse/files/modules-dep.ts'
import { kallsymsModules } from '../parse/proc/kallsyms.ts'
import { parseModules } from '../parse/proc/modules.ts'
import { namesIn, textOrEmpty } from './small-file.ts'

/** What each view shows: module name to taint letters. */
type Views = Record<KernelModule['seenBy'][number], ReadonlyMap<string, string> | undefined>

const longestKallsyms = 64 << 20
const longestList = 8 << 20
/** Long enough for a module that is being loaded to reach the views that come last. */
const settleMs = 50

export const modules: Collector = {
  id: 'modules',
  summary: { zh: '内核模块(三种视角)', en: 'kernel modules by three views' },
  techniques: ['T1547.006', 'T1014'],
  references: ['man:proc_modules(5)', 'https://docs.kernel.org/admin-guide/sysfs-rules.html', 'man:modules.dep(5)'],
  gives: ['modules'],
  needs: [],
  *collect(host) {
    const gaps: Gap[] = []
    const first = look(host, gaps)
    const all = namesOf(first)
    const uneven = [...all].some(name => first.proc?.has(name) === false || first.sys?.has(name) === false)
    if (uneven) host.volatile?.pause(settleMs)
    const second = uneven ? look(host, []) : first
    const lasting = namesOf(second)
    if (all.size > 0) {
      if (first.proc === undefined) gaps.push(gap('/proc/modules', 'absent', 'modules are loaded, yet there is no list of them'))
      if (first.sys === undefined) gaps.push(gap('/sys/module', 'absent', 'modules are loaded, yet there is no list of them'))
    }
    yield* gaps
    const files = moduleFiles(host)
    for (const name of [...all].filter(one => lasting.has(one)).sort()) {
      const seenBy = (['proc', 'sys', 'kallsyms'] as const).filter(view => first[view]?.has(name) || second[view]?.has(name))
      const taint = first.proc?.get(name) ?? first.sys?.get(name) ?? ''
      yield ['modules', { id: entity('module', name), name, seenBy, taint, file: files.get(name) }]
    }
  },
}

function namesOf(views: Views): ReadonlySet<string> {
  return new Set(Object.values(views).flatMap(view => [...(view?.keys() ?? [])]))
}

function look(host: HostView, gaps: Gap[]): Views {
  const read = <T>(path: string, max: number, parse: (bytes: Uint8Array) => T): T | undefined => {
    const content = host.files.read(path, max)
    if (!isGap(content)) {
      if (!content.whole) gaps.push(gap(path, 'capped', 'only the first part was read'))
      return parse(content.bytes)
    }
    if (content.why !== 'absent') gaps.push(content)
    return undefined
  }
  const proc = read('/proc/modules', longestList, bytes => new Map(parseModules(bytes).map(m => [m.name, m.taint])))
  const kallsyms = read('/proc/kallsyms', longestKallsyms, bytes => new Map([...kallsymsModules(bytes)].map(name => [name, ''])))
  return { proc, sys: sysModules(host), kallsyms }
}

/** Built-in code has no initstate. */
function sysModules(host: HostView): ReadonlyMap<string, string> | undefined {
  if (isGap(host.files.stat('/sys/module'))) return undefined
  const loaded = namesIn(host, '/sys/module').filter(name => !isGap(host.files.lstat(`/sys/module/${name}/initstate`)))
  return new Map(loaded.map(name => [name, textOrEmpty(host, `/sys/module/${name}/taint`).trim()]))
}

/** By modules.dep, and for modules that depmod has not seen yet by the folders meant for additions. */
function moduleFiles(host: HostView): ReadonlyMap<string, string> {
  const release = textOrEmpty(host, '/proc/sys/kernel/osrelease')
  const base = `/lib/modules/${release}`
  const content = release === '' ? gap(base, 'absent') : host.files.read(`${base}/modules.dep`, longestList)
  const files = new Map<string, string>()
  if (isGap(content)) return files
  for (const folder of ['extra', 'misc', 'updates', 'updates/dkms', 'weak-updates']) {
    for (const file of namesIn(host, `${base}/${folder}`)) {
      const name = moduleNameOf(file)
      if (name !== undefined) files.set(name, `${base}/${folder}/${file}`)
    }
  }
  for (const [name, path] of parseModulesDep(content.bytes)) files.set(name, path.startsWith('/') ? path : `${base}/${path}`)
  return files
}
