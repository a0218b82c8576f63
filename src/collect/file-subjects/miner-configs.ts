// Where miners look for their configuration when their command line says nothing: beside the program, where it was started, in the home.
import type { Process } from '../../core/facts/process.ts'
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { pathInside } from '../../parse/places.ts'
import type { Subjects } from './subject.ts'

/** xmrig reads ~/.xmrig.json and ~/.config/xmrig.json, and config.json beside itself; xmr-stak config.txt and pools.txt. */
const beside = ['config.json', 'config.txt', 'pools.txt']
const inHomes = [
  '.xmrig.json',
  '.config/xmrig.json',
  ...['xmrig', 'moneroocean', 'c3pool', '.moneroocean', '.xmrig'].map(folder => `${folder}/config.json`),
]
const named = /^[^\0\n]{1,1000}\.(?:json|conf|cfg|ini|txt|toml)$/
const packaged = /^\/(?:usr\/)?(?:s?bin|lib(?:exec|32|64)?)(?:\/|$)/
const mostWords = 40

export function addMinerConfigs(host: HostView, processes: readonly Process[], homes: readonly string[], subjects: Subjects): void {
  const looked = new Set<string>()
  const look = (path: string): void => {
    if (looked.has(path)) return
    looked.add(path)
    const stat = host.files.lstat(path)
    if (!isGap(stat) && stat.type === 'file') subjects.add(path, 'config')
  }
  for (const home of homes) for (const name of inHomes) look(`${home}/${name}`)
  for (const { pid, kernelThread, exe, argv, cwd, root, container } of processes) {
    if (kernelThread || exe === undefined) continue
    const prefix = root !== undefined || container !== undefined ? `/proc/${pid}/root` : ''
    const folders = new Set<string>()
    if (!exe.memfd && !packaged.test(pathInside(exe.path))) folders.add(exe.path.slice(0, exe.path.lastIndexOf('/')))
    if (cwd?.startsWith('/') && cwd !== '/') folders.add(cwd)
    for (const folder of folders) for (const name of beside) look(`${prefix}${folder}/${name}`)
    for (const word of argv.slice(1, mostWords)) {
      const path = word.replace(/^-[^=/]*=/, '')
      if (named.test(path) && !path.startsWith('-')) look(prefix + (path.startsWith('/') ? path : `${cwd ?? ''}/${path}`))
    }
  }
}
