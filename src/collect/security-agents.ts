// Agents that guard the host: running, installed, or only their remains left.
import type { Collector } from '../core/collector.ts'
import type { Process } from '../core/facts/process.ts'
import type { SecurityAgent } from '../core/facts/system.ts'
import { isGap } from '../core/gap.ts'
import { glob, matches } from '../core/glob.ts'
import type { Files } from '../core/host.ts'
import { type AgentData, agentData } from './agent-data.ts'

const unitDirectories = ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system']

export const securityAgents: Collector = {
  id: 'security-agents',
  summary: { zh: '主机安全与监控代理', en: 'security and monitoring agents' },
  techniques: ['T1518.001', 'T1685'],
  references: ['https://attack.mitre.org/techniques/T1518/001/'],
  gives: ['securityAgents'],
  needs: ['processes'],
  *collect({ files }, { processes }) {
    for (const agent of agentData) {
      const row = lookAt(files, agent, processes)
      if (row !== undefined) yield ['securityAgents', row]
    }
  },
}

function lookAt(files: Files, agent: AgentData, processes: readonly Process[]): SecurityAgent | undefined {
  const { name, vendor } = agent
  const running = processes.filter(({ exe, container }) => exe !== undefined && container === undefined && runs(exe.path, agent))
  const programs = agent.programs.flatMap(pattern => glob(files, pattern, 20))
  const paths = [...new Set([...running.map(process => process.exe?.path ?? ''), ...programs, ...traces(files, agent)])]
  if (paths.length === 0) return undefined
  return { name, vendor, state: running.length > 0 ? 'running' : programs.length > 0 ? 'installed' : 'remains', paths: paths.slice(0, 20) }
}

function runs(path: string, { programs, directories }: AgentData): boolean {
  return programs.some(pattern => matches(path, pattern)) || directories.some(directory => path.startsWith(`${directory}/`))
}

/** Unit files, init scripts and own directories, empty ones left out. */
function traces(files: Files, { units, directories }: AgentData): string[] {
  const unitFiles = units.flatMap(unit => [...unitDirectories.map(directory => `${directory}/${unit}.service`), `/etc/init.d/${unit}`])
  const own = directories.filter(directory => {
    const entries = files.list(directory)
    return !isGap(entries) && entries.length > 0
  })
  return [...unitFiles.filter(path => !isGap(files.lstat(path))), ...own]
}
