// An autostart entry whose command is a miner's command line, or is told a known pool or a wallet of a mined coin.
import { type Detector, say } from '../core/detector.ts'
import { type EntityId, entity } from '../core/entity.ts'
import { type EvidenceClass, evidence } from '../core/finding.ts'
import type { Intel } from '../core/intel.ts'
import { isOtherClient, isTextTool, type MinerCommand, minerCommandsIn, poolOption } from '../parse/miner-command.ts'
import { poolAddress } from '../parse/pool-url.ts'
import { scriptOf, shells } from '../parse/shell-deeds.ts'
import { longestShellText, shellCommands } from '../parse/shell-words.ts'
import { findWallets, minedCoins } from '../parse/wallet.ts'
import { type EntryReading, readingsOf } from './autostart-reading.ts'
import { isVouchedFor } from './reference-material.ts'

/** Wallets, nodes and payment servers name addresses as their daily work. */
const walletPrograms = /(?:wallet|electrum|bitcoin|btcpay|monerod|litecoind|dogecoind|zcashd|geth|nethermind|lnd|lightningd|bisq|explorer)/i
const mostCommands = 2000

interface Told {
  readonly sure: number
  readonly class: EvidenceClass
  readonly signs: string
  readonly wallets: readonly string[]
}

export const autostartMinerCommand: Detector = {
  id: 'autostart-miner-command',
  summary: { zh: '自启动项的命令是挖矿程序的命令行', en: "the command of an autostart entry is a miner's command line" },
  techniques: ['T1496.001', 'T1053', 'T1543'],
  references: ['https://attack.mitre.org/techniques/T1496/001/', 'https://xmrig.com/docs/miner/command-line-options'],
  needs: ['autostarts', 'files'],
  *detect({ autostarts, files }, intel) {
    const byPath = new Map(files.map(f => [f.path, f]))
    for (const entry of autostarts) {
      if (entry.command === '' || isVouchedFor(byPath.get(entry.path) ?? {})) continue
      const told = readingsOf(entry, byPath)
        .map(reading => tell(reading, intel))
        .find(found => found !== undefined)
      if (told === undefined) continue
      const off = entry.disabled === true
      const place = `${entry.path}:${entry.line}`
      yield say(this, {
        title: { zh: `${entry.path} 的自启动项启动挖矿程序`, en: `an autostart entry in ${entry.path} starts a miner` },
        about: [entry.id, ...new Set(told.wallets.map((address): EntityId => entity('wallet', address)))],
        evidence: [evidence('autostart', place, entry.text), evidence('autostart', place, told.signs)],
        severity: told.sure >= 0.6 && !off ? 'high' : 'medium',
        confidence: off ? 0.4 : Math.min(0.9, told.sure),
        class: told.class,
        signal: 'mining',
        why: {
          zh: '命令行写明了矿池、钱包或算法:即使此刻没有进程,下次触发时也会开始挖矿。',
          en: 'It names pool, wallet or algorithm as miners are told them: it mines at its next start, though no process runs now.',
        },
      })
    }
  },
}

function tell({ text, language, signs }: EntryReading, intel: Intel): Told | undefined {
  // Code that only speaks of a miner starts none.
  if (language === 'code' && !signs.has('starts-miner')) return undefined
  const best = minerCommandsIn(text.slice(0, longestShellText)).reduce<MinerCommand | undefined>(
    (most, next) => (most === undefined || next.score > most.score ? next : most),
    undefined,
  )
  if (best !== undefined && best.score >= 0.6) {
    const wallets = best.wallets.filter(({ certain }) => certain).map(({ address }) => address)
    return { sure: best.score, class: 'miner', signs: best.evidence.map(e => `${e.kind}: ${e.text}`).join(' · '), wallets }
  }
  const commands = commandsIn(text).filter(words => !isTextTool(words) && !isOtherClient(words))
  return (
    commands.map(words => knownPool(words, intel)).find(found => found !== undefined) ??
    commands.map(paid).find(found => found !== undefined)
  )
}

/** The words of each simple command, and of those that a shell is handed with -c. */
function commandsIn(text: string, depth = 0): readonly (readonly string[])[] {
  return shellCommands(text.slice(0, longestShellText))
    .slice(0, mostCommands)
    .flatMap(({ words }) => {
      const script = words.some(word => shells.test(word.slice(word.lastIndexOf('/') + 1))) ? scriptOf(words) : undefined
      return script === undefined || depth >= 2 ? [words] : commandsIn(script, depth + 1)
    })
}

/** What a miner's pool option was given is on a list of pools. */
function knownPool(words: readonly string[], intel: Intel): Told | undefined {
  for (const [i, word] of words.slice(0, 512).entries()) {
    const option = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word)
    if (option === null || !poolOption.test(option[1]!)) continue
    const pool = poolAddress(option[2] ?? words[i + 1] ?? '')
    const known = pool === undefined || /^(?:https?|wss?|ftp)$/.test(pool.scheme) ? undefined : intel.lookup(pool.host, pool.port)
    if (pool === undefined || known === undefined || known.kind === 'malware') continue
    return { sure: 0.8, class: 'pool', signs: `${pool.host}:${pool.port ?? ''} · ${known.value} · ${known.source}`, wallets: [] }
  }
  return undefined
}

/** An argument is a wallet of a coin that is mined, its checksum right. */
function paid(words: readonly string[]): Told | undefined {
  if (walletPrograms.test(words[0] ?? '')) return undefined
  for (const word of words.slice(1, 256)) {
    for (const { certain, coin, address } of findWallets(word.slice(0, 4096)))
      if (certain && minedCoins.has(coin)) return { sure: 0.5, class: 'miner', signs: `${coin} ${address}`, wallets: [address] }
  }
  return undefined
}
