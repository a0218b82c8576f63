// An autostart entry that starts something already accused, or that is an accused file as a whole.
import { type Detector, say } from '../core/detector.ts'
import type { EntityId } from '../core/entity.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import { evidence } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { readShell } from '../parse/shell-command.ts'
import { leadPaths } from './lead-paths.ts'

export const persistenceRestartsSuspect: Detector = {
  id: 'persistence-restarts-suspect',
  summary: { zh: '自启动项重新启动可疑程序', en: 'an autostart entry starts a suspect again' },
  techniques: ['T1053', 'T1543.002'],
  references: ['https://attack.mitre.org/tactics/TA0003/'],
  needs: ['autostarts', 'files', 'processes'],
  *detect(facts, _intel, leads) {
    const suspects = leadPaths(facts, leads)
    if (suspects.size === 0) return
    for (const entry of facts.autostarts) {
      const named = entry.command === '' ? [] : readShell(entry.command).paths
      const path = [...named, entry.command].find(word => suspects.has(word)) ?? (isSuspectItself(entry, suspects) ? entry.path : undefined)
      const suspect = path === undefined ? undefined : suspects.get(path)
      if (path === undefined || suspect === undefined) continue
      yield say(this, {
        title: titleOf(entry, path),
        about: [entry.id, suspect],
        evidence: [evidence('autostart', `${entry.path}:${entry.line}`, entry.text)],
        severity: 'medium',
        confidence: 0.6,
        class: 'persistence',
        signal: 'intrusion',
        why: {
          zh: '它启动的程序已有其他证据指控;不拆除该项,清除后程序会再次出现。',
          en: 'Other findings accuse what it starts; unless the entry goes as well, the program will be back.',
        },
      })
    }
  },
}

/** A line that shares its file with somebody else's is none of his: only an entry that is the whole file stands and falls with it. */
function isSuspectItself({ extent, path }: Autostart, suspects: ReadonlyMap<string, EntityId>): boolean {
  return extent === 'file' && suspects.has(path)
}

function titleOf({ path: holder, trigger }: Autostart, path: string): Text {
  if (holder === path) return { zh: `可疑文件 ${path} 会自动运行`, en: `the suspect ${path} runs by itself` }
  if (trigger === 'load') return { zh: `${holder} 让系统加载可疑的 ${path}`, en: `${holder} makes the system load the suspect ${path}` }
  return { zh: `${holder} 中的自启动项会再次启动可疑的 ${path}`, en: `an autostart entry in ${holder} starts the suspect ${path} again` }
}
