// An autostart entry that ends or deletes miners of others, or whatever takes much CPU: how one miner keeps a host to itself.
import { type Detector, say } from '../core/detector.ts'
import type { EntityId } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import { evidence } from '../core/finding.ts'
import { minerPrograms } from '../parse/mining-words.ts'
import { scriptOf, shells } from '../parse/shell-deeds.ts'
import { shellCommands } from '../parse/shell-words.ts'
import { isVouchedFor } from './reference-material.ts'

const killers = /^(?:pkill|killall5?|kill)$/
const searchers = /^(?:e|f)?grep$|^(?:g|m)?awk$|^pgrep$/
/** Rivals that are no miner programs by name: bots and their watchers, from the lists that droppers of several families carry. */
const rivals =
  /^(?:kinsing|kdevtmpfsi|kthreaddk|kthrotlds|kerberods|khugepageds|watchbog|ddgs|qw3xt\S*|sysrv\S*|sysupdate|networkservice|sysguard|dbused|pwnrig|solrd|zzh|tsm(?:32|64)?|cryptonight|stratum|\.rsync|\.configrc\d*|c3pool\S*|moneroocean\S*)$/
const byCpu = /\$3\s*>=?\s*\d{1,3}|--sort[= ]-?%?p?cpu/

export const autostartKillsRivals: Detector = {
  id: 'autostart-kills-rivals',
  summary: { zh: '自启动项清除其他挖矿程序', en: 'an autostart entry ends or deletes miners of others' },
  techniques: ['T1489', 'T1053.003'],
  references: ['https://attack.mitre.org/techniques/T1489/'],
  needs: ['autostarts', 'files', 'processes'],
  *detect(facts, _intel, leads) {
    const vouched = new Set(facts.files.filter(isVouchedFor).map(f => f.path))
    const accused = namesOf(facts, leads)
    for (const entry of facts.autostarts) {
      if (entry.command === '' || entry.disabled === true || vouched.has(entry.path)) continue
      const named = rivalsIn(entry.command)
      // Whoever ends the very miner that runs here defends the host.
      if (named === undefined || named.some(name => accused.has(name))) continue
      const what =
        named.length === 0 ? { zh: '占用 CPU 高的进程', en: 'what takes much CPU' } : { zh: named.join('、'), en: named.join(', ') }
      yield say(this, {
        title: { zh: `${entry.path} 的自启动项清除 ${what.zh}`, en: `an autostart entry in ${entry.path} ends or deletes ${what.en}` },
        about: [entry.id],
        evidence: [evidence('autostart', `${entry.path}:${entry.line}`, entry.text)],
        severity: 'low',
        confidence: named.length >= 3 ? 0.3 : 0.25,
        class: 'persistence',
        signal: 'intrusion',
        why: {
          zh: '挖矿木马定期清除竞争对手,以独占 CPU 或显卡。',
          en: 'Mining malware ends its rivals again and again to have CPU and GPU for itself.',
        },
        whyNot: {
          zh: '受害的机主也会用定时任务清除挖矿程序或失控进程。',
          en: 'Owners who were infected before schedule such commands as well, or end runaway processes so.',
        },
        joinsMining: true,
      })
    }
  },
}

/** Names of miners and bots that a killing or deleting command names; empty when it goes by CPU; undefined when it does neither. */
function rivalsIn(command: string): readonly string[] | undefined {
  const lines = linesOf(command)
  const ends = lines.some(words => words.some(word => killers.test(baseName(word))))
  const telling = lines.filter(
    words =>
      words.some(word => killers.test(baseName(word)) || /^(?:rm|unlink|shred)$/.test(baseName(word))) ||
      (ends && words.some(word => searchers.test(baseName(word)))) ||
      (words.some(word => baseName(word) === 'find') && words.some(word => /^-(?:delete|execdir|exec|ok)$/.test(word))),
  )
  const pieces = telling.flatMap(words => words.slice(1)).flatMap(word => word.split(/[|\s,'"()]+/))
  const named = new Set(pieces.map(rivalOf).filter(name => name !== undefined))
  if (named.size > 0) return [...named].slice(0, 8)
  return ends && /\b(?:ps|top)\b/.test(command) && byCpu.test(command) ? [] : undefined
}

/** The words of every simple command, those given to `sh -c` among them. */
function linesOf(command: string): readonly (readonly string[])[] {
  return shellCommands(command).flatMap(({ words }) => {
    const script = words.some(word => shells.test(baseName(word))) ? scriptOf(words) : undefined
    return script === undefined ? [words] : [words, ...shellCommands(script).map(inner => inner.words)]
  })
}

function rivalOf(word: string): string | undefined {
  const name = baseName(word)
    .toLowerCase()
    .replace(/^[*[\]^.]+(?=\w)|[*$\]]+$/g, '')
  return minerPrograms.has(name) || rivals.test(name) ? name : undefined
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1)
}

/** Names under which the accused processes run. */
function namesOf({ processes }: Pick<Facts, 'processes'>, leads: ReadonlySet<EntityId>): ReadonlySet<string> {
  const running = processes.filter(({ id }) => leads.has(id))
  return new Set(
    running.flatMap(({ name, exe, argv }) => [name, baseName(exe?.path ?? ''), baseName(argv[0] ?? '')]).map(name => name.toLowerCase()),
  )
}
