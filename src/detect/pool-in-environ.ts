// A pool or wallet in the environment of processes: how miners in containers are told.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import type { Intel } from '../core/intel.ts'
import { some } from '../core/some.ts'
import { findPoolUrls, poolAddress } from '../parse/pool-url.ts'
import { findWallets, minedCoins } from '../parse/wallet.ts'
import { isProgram, labelOf } from './process-words.ts'

const minersName = /POOL|WALLET|WORKER|MINER|XMR|RIG|STRATUM|ALGO|MONERO/i
const mostProcesses = 20

export const poolInEnviron: Detector = {
  id: 'pool-in-environ',
  summary: { zh: '进程环境变量中有矿池或钱包', en: 'a mining pool or wallet in the environment of a process' },
  techniques: ['T1496.001'],
  references: ['man:proc_pid_environ(5)'],
  needs: ['processes'],
  *detect({ processes }, intel) {
    const byLine = new Map<string, Process[]>()
    for (const process of processes)
      if (isProgram(process))
        for (const line of process.environ) byLine.set(line, [...(byLine.get(line) ?? []).slice(0, mostProcesses), process])
    for (const [line, holders] of byLine) {
      const sure = weigh(line, intel)
      const [process] = holders
      const about = some(holders.map(p => p.id))
      if (sure === 0 || process === undefined || about === undefined) continue
      const name = line.slice(0, line.indexOf('='))
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 的环境变量 ${name} 指向矿池或钱包`,
          en: `the environment of process ${labelOf(process)} names a mining pool or wallet in ${name}`,
        },
        about,
        evidence: [evidence('proc', `/proc/${process.pid}/environ`, line)],
        severity: sure >= 0.7 ? 'high' : sure >= 0.5 ? 'medium' : 'low',
        confidence: sure,
        class: sure === 0.5 || sure === 0.2 ? 'miner' : 'pool',
        signal: 'mining',
        why: {
          zh: '容器里的挖矿程序常用环境变量接收矿池和钱包;子进程会继承同一变量。',
          en: 'Miners in containers are told pool and wallet by environment variables; child processes inherit the same.',
        },
      })
    }
  },
}

function weigh(line: string, intel: Intel): number {
  const equals = line.indexOf('=')
  if (equals <= 0 || line.length > 4096) return 0
  const name = line.slice(0, equals)
  const value = line.slice(equals + 1)
  if (/^(?:PWD|OLDPWD|_|PATH|HOME|LS_COLORS|PS1|SSH_\w+|LESS\w*|HISTFILE)$/.test(name)) return 0
  if (findPoolUrls(value).next().done !== true) return 0.75
  const pool = poolAddress(value)
  if (pool !== undefined && !/^(?:https?|wss?)$/.test(pool.scheme) && intel.lookup(pool.host, pool.port)?.kind === 'pool') return 0.75
  for (const wallet of findWallets(value)) if (wallet.certain && minedCoins.has(wallet.coin)) return minersName.test(name) ? 0.5 : 0.2
  return 0
}
