// Programs and scripts that came over the wire: a miner by its content, a listed file or place, or a program from where programs do not come from.
import { type Detector, say } from '../core/detector.ts'
import type { Download } from '../core/facts/wire.ts'
import { evidence, type Severity } from '../core/finding.ts'
import type { Indicator, Intel } from '../core/intel.ts'
import type { Text } from '../core/text.ts'
import { isInside } from '../parse/inside-address.ts'
import { subjectsOf } from './wire-subjects.ts'

interface Reason {
  readonly severity: Severity
  readonly confidence: number
  readonly signal: 'mining' | 'intrusion' | 'context'
  readonly why: Text
  readonly whyNot?: Text
}

const kinds: Readonly<Record<Download['kind'], Text>> = {
  elf: { zh: '面向 Linux 的程序', en: 'a program for Linux' },
  pe: { zh: '面向 Windows 的程序', en: 'a program for Windows' },
  script: { zh: '脚本', en: 'a script' },
  archive: { zh: '压缩包', en: 'an archive' },
  configuration: { zh: '挖矿配置', en: 'a miner’s configuration' },
}

export const maliciousDownload: Detector = {
  id: 'malicious-download',
  summary: { zh: '流量中下载的挖矿程序、恶意文件与可疑程序', en: 'miners, listed files and programs from odd places that were downloaded' },
  techniques: ['T1105'],
  references: ['https://attack.mitre.org/techniques/T1105/'],
  needs: ['downloads', 'loginTries'],
  *detect(facts, intel) {
    const files = new Set(
      facts.loginTries.filter(({ service }) => service === 'ftp').map(({ client, server }) => `${client.address} ${server.address}`),
    )
    const loaders = new Set(facts.downloads.filter(({ kind }) => kind === 'script' || kind === 'elf' || kind === 'pe').map(pairOf))
    for (const row of facts.downloads) {
      const isFtp = files.has(`${row.client.address} ${row.server.address}`) || files.has(`${row.server.address} ${row.client.address}`)
      const reason = reasonOf(row, intel, isFtp, loaders)
      if (reason === undefined) continue
      const { url, kind, receiver, sha256, size, entropy, packer, agent, miner, whole, tlsh = '', ssdeep = '' } = row
      const { severity, confidence, signal, why, whyNot } = reason
      yield say(this, {
        title: { zh: `${receiver} 从 ${url} 下载了${kinds[kind].zh}`, en: `${receiver} downloaded ${kinds[kind].en} from ${url}` },
        about: subjectsOf(row, receiver, facts),
        evidence: [
          evidence(
            'wire',
            row.frame,
            `${kind}, ${size} bytes${whole ? '' : ' (not all seen)'}, entropy ${entropy}${packer === '' ? '' : `, packed by ${packer}`}${agent === '' ? '' : `, client ${agent}`}${miner.length === 0 ? '' : `: ${miner.join(' · ')}`}`,
            sha256,
          ),
          ...(ssdeep === '' ? [] : [evidence('wire', row.frame, `${tlsh === '' ? '' : `TLSH ${tlsh}, `}ssdeep ${ssdeep}`)]),
        ],
        severity,
        confidence,
        class: signal === 'mining' ? 'miner' : 'provenance',
        signal,
        why,
        whyNot,
        at: row.at,
      })
    }
  },
}

/** Who got something from where. */
const pairOf = ({ receiver, url }: Download): string => `${receiver} ${/^\w+:\/\/(?:\[[^\]]+\]|[^/:]+)/.exec(url)?.[0] ?? ''}`

function reasonOf(row: Download, intel: Intel, isFtp: boolean, loaders: ReadonlySet<string>): Reason | undefined {
  const { url, kind, sha256, miner, packer } = row
  const known = intel.lookupDigest(sha256)
  if (known !== undefined) return listed(known, 0.9, { zh: '文件', en: 'file' })
  if (miner.length > 0)
    return {
      severity: 'high',
      confidence: 0.8,
      signal: 'mining',
      why: { zh: '内容带有挖矿程序的特征。', en: 'Its content has the marks of a miner.' },
    }
  const [, host = '', port = ''] = /^\w+:\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?/.exec(url) ?? []
  const place = url.startsWith('http') ? (intel.lookupUrl(url) ?? intel.lookup(host, port === '' ? undefined : Number(port))) : undefined
  if (place !== undefined) return listed(place, 0.75, { zh: '来源', en: 'place it came from' })
  const isBareHost = /^[\d.]+$|^\[/.test(host)
  // An archive alone says nothing; loaders fetch it from where they came from themselves.
  if (!isBareHost || kind === 'configuration' || (kind === 'archive' && !(url.startsWith('http') && loaders.has(pairOf(row)))))
    return undefined
  const whyNot = {
    zh: '自建的软件源或内网部署也会这样分发程序。',
    en: 'One’s own mirrors and deployments hand out programs like this, too.',
  }
  if (url.startsWith('http')) {
    const why = {
      zh: '程序来自没有域名的地址,恶意软件多如此下发。',
      en: 'A program from an address without a name: that is how malware is mostly handed out.',
    }
    return isInside(host)
      ? { severity: 'low', confidence: 0.3, signal: 'context', why, whyNot }
      : { severity: 'medium', confidence: packer === '' ? 0.5 : 0.65, signal: 'intrusion', why, whyNot }
  }
  const why = { zh: '程序不经任何下载协议直接传送,投放器多如此。', en: 'A program sent without any protocol of downloads, as droppers do.' }
  const isPlain = isFtp || url.startsWith('smb:') || kind === 'script'
  return isPlain
    ? {
        severity: 'low',
        confidence: 0.3,
        signal: 'context',
        why,
        whyNot: { zh: '可能只是一次普通的文件传输(FTP、SMB)。', en: 'It may be an ordinary transfer of files (FTP, SMB).' },
      }
    : { severity: 'medium', confidence: 0.5, signal: 'intrusion', why, whyNot }
}

function listed({ source, kind }: Indicator, confidence: number, what: Text): Reason {
  return {
    severity: 'high',
    confidence,
    signal: kind === 'malware' ? 'intrusion' : 'mining',
    why: { zh: `${what.zh}在情报列表中(${source})。`, en: `The ${what.en} is on a list (${source}).` },
  }
}
