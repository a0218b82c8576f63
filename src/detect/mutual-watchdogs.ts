// Processes that start each other again.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { type Evidence, evidence } from '../core/finding.ts'
import { argvEvidence, baseName, isProgram, labelOf } from './process-words.ts'
import { isSuspectProgram, oddnessOf, scriptOf } from './program-place.ts'

/** What a script that keeps a program alive has: a loop or a look at the processes. */
const guards = /\b(?:while|until|pgrep|pidof|pkill|ps\s+(?:-?[a-z]{1,5})|watch|sleep|nohup|setsid)\b/
const mostSuspects = 200
const mostText = 65_536

export const mutualWatchdogs: Detector = {
  id: 'mutual-watchdogs',
  summary: { zh: '可疑进程互相守护、互相重启', en: 'suspicious processes guard and restart each other' },
  techniques: ['T1543', 'T1496.001'],
  references: ['https://attack.mitre.org/techniques/T1496/001/'],
  needs: ['processes', 'files'],
  *detect({ processes, files }, _intel, leads) {
    const heads = new Map(files.map(file => [file.path, file.head ?? '']))
    const suspects = processes
      .filter(p => isProgram(p) && (leads.has(p.id) || isSuspectProgram(p) || hasOddScript(p)))
      .slice(0, mostSuspects)
    const texts = new Map(suspects.map(p => [p.id, textOf(p, heads)]))
    const guard = (a: Process, b: Process): boolean => a.id !== b.id && pathsOf(b).some(path => mentions(texts.get(a.id)?.text ?? '', path))
    for (const [i, a] of suspects.entries())
      for (const b of suspects.slice(i + 1)) {
        if (samePath(a, b)) continue
        const [ab, ba] = [guard(a, b), guard(b, a)]
        const oneWay = (ab && guards.test(texts.get(a.id)?.text ?? '')) || (ba && guards.test(texts.get(b.id)?.text ?? ''))
        if (!(ab && ba) && !oneWay) continue
        const [keeper, kept] = ab ? [a, b] : [b, a]
        yield say(this, {
          title: {
            zh: ab && ba ? `进程 ${labelOf(a)} 与 ${labelOf(b)} 互相守护` : `进程 ${labelOf(keeper)} 守护 ${labelOf(kept)}`,
            en:
              ab && ba
                ? `processes ${labelOf(a)} and ${labelOf(b)} guard each other`
                : `process ${labelOf(keeper)} guards ${labelOf(kept)}`,
          },
          about: [keeper.id, kept.id],
          evidence: [texts.get(keeper.id)?.proof ?? argvEvidence(keeper), texts.get(kept.id)?.proof ?? argvEvidence(kept)],
          severity: ab && ba ? 'high' : 'medium',
          confidence: ab && ba ? 0.7 : 0.5,
          class: 'persistence',
          signal: 'intrusion',
          why: {
            zh: '只杀其一,另一个会立刻把它拉起;须先同时冻结再清除。',
            en: 'Kill one and the other starts it again: both must be frozen together before either is removed.',
          },
        })
      }
  },
}

function hasOddScript(process: Process): boolean {
  const script = scriptOf(process)
  const oddness = script === undefined ? undefined : oddnessOf(script)
  return oddness !== undefined && oddness !== 'build' && oddness !== 'hidden'
}

/** What it says it runs: its script's text where that is known, and its arguments. */
function textOf(process: Process, heads: ReadonlyMap<string, string>): { text: string; proof: Evidence } {
  const script = scriptOf(process)
  const head = script === undefined ? undefined : heads.get(script)
  const args = process.argv.slice(1).join(' ').slice(0, mostText)
  if (script === undefined || head === undefined || head === '') return { text: args, proof: argvEvidence(process) }
  return { text: `${args}\n${head}`.slice(0, 2 * mostText), proof: evidence('file', script, head) }
}

function pathsOf(process: Process): string[] {
  const script = scriptOf(process)
  return [script ?? process.exe?.path].filter((path): path is string => path?.startsWith('/') === true && baseName(path).length > 2)
}

/** The path stands there as a word of its own. */
function mentions(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) if (!/[\w.-]/.test(text[at + path.length] ?? ' ')) return true
  return false
}

function samePath(a: Process, b: Process): boolean {
  return pathsOf(a).some(path => pathsOf(b).includes(path))
}
