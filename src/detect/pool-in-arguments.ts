// A process that was told the address of a mining pool.
import { type Detector, say } from '../core/detector.ts'
import type { Intel } from '../core/intel.ts'
import { isTextTool } from '../parse/miner-command.ts'
import { findPoolUrls, type PoolAddress, poolAddress } from '../parse/pool-url.ts'
import { wordsOf } from './process-argv.ts'
import { argvEvidence, isProgram, labelOf } from './process-words.ts'

/** Schemes of ordinary web clients: a pool's web page is no pool. */
const webScheme = /^(?:https?|wss?|ftp)$/

export const poolInArguments: Detector = {
  id: 'pool-in-arguments',
  summary: { zh: '进程参数中有矿池地址', en: 'a mining pool in the arguments of a process' },
  techniques: ['T1496.001'],
  references: ['https://xmrig.com/docs/miner/command-line-options', 'https://github.com/stamparm/maltrail'],
  needs: ['processes'],
  *detect({ processes }, intel) {
    for (const process of processes) {
      const words = wordsOf(process)
      if (!isProgram(process) || isTextTool(words)) continue
      const found = poolAmong(words.slice(1), intel)
      if (found === undefined) continue
      const { pool, source, sure } = found
      const where = `${pool.scheme === '' ? '' : `${pool.scheme}://`}${pool.host}${pool.port === undefined ? '' : `:${pool.port}`}`
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 的参数指向矿池 ${where}`,
          en: `process ${labelOf(process)} was given the mining pool ${where}`,
        },
        about: [process.id],
        evidence: [argvEvidence(process)],
        severity: sure >= 0.7 ? 'high' : sure >= 0.5 ? 'medium' : 'low',
        confidence: sure,
        class: 'pool',
        signal: 'mining',
        why:
          source === undefined
            ? {
                zh: '只有挖矿程序使用这种协议前缀(stratum、ethproxy 等)。',
                en: 'Only mining programs use this URL scheme (stratum, ethproxy and the like).',
              }
            : { zh: `该地址在矿池情报中(${source})。`, en: `The address is on a list of mining pools (${source}).` },
      })
    }
  },
}

interface Found {
  readonly pool: PoolAddress
  readonly source?: string | undefined
  readonly sure: number
}

function poolAmong(words: readonly string[], intel: Intel): Found | undefined {
  let best: Found | undefined
  const offer = (pool: PoolAddress): void => {
    const known = intel.lookup(pool.host, pool.port)
    if (known === undefined && !pool.miningScheme) return
    if (known?.kind === 'malware' && !pool.miningScheme) return
    const web = webScheme.test(pool.scheme)
    const sure = known !== undefined ? (web ? 0.25 : pool.miningScheme ? 0.92 : 0.8) : 0.75
    if (best === undefined || sure > best.sure) best = { pool, source: known?.source, sure }
  }
  for (const word of words.slice(0, 512)) {
    if (word.length > 4096) continue
    for (const url of findPoolUrls(word)) offer(url)
    const value = /^--?[\w-]+=(.+)$/s.exec(word)?.[1] ?? /^-[a-zA-Z](?=.*:\d)(.+)$/s.exec(word)?.[1] ?? word
    const pool = poolAddress(value)
    if (pool !== undefined) offer(pool)
  }
  return best
}
