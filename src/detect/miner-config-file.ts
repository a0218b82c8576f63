// A miner's configuration in a file, or a program whose own strings are a miner's.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import { evidence, type Finding } from '../core/finding.ts'
import { readMinerConfig, readMinerStrings } from '../parse/miner-config.ts'
import { isReferenceMaterial, isVouchedFor } from './reference-material.ts'

export const minerConfigFile: Detector = {
  id: 'miner-config-file',
  summary: {
    zh: '文件是挖矿程序的配置,或内含挖矿程序的特征字符串',
    en: "a file is a miner's configuration or carries a miner's own strings",
  },
  techniques: ['T1496.001', 'T1588.001'],
  references: ['https://xmrig.com/docs/miner/config', 'https://github.com/fireice-uk/xmr-stak'],
  needs: ['files'],
  *detect({ files }) {
    for (const file of files) {
      if (isReferenceMaterial(file) || isVouchedFor(file)) continue
      if (file.elf !== undefined) yield* program(this, file, file.elf.strings)
      else if (file.head !== undefined && file.magic !== 'script') yield* configuration(this, file, file.head)
    }
  },
}

function* configuration(detector: Detector, file: FileFact, head: string): Generator<Finding> {
  const read = readMinerConfig(head)
  if (read === undefined) return
  const [top] = [...read.evidence].sort((a, b) => b.weight - a.weight)
  const line = head.slice(0, top?.offset ?? 0).split('\n').length
  const wallets = [...new Set(read.wallets.filter(w => w.certain).map(w => w.address))].slice(0, 5)
  const report = !read.structured
  const used = !read.placeholder && !report && (read.pools.length > 0 || wallets.length > 0)
  yield say(detector, {
    title: report
      ? { zh: `${file.path} 只是提到挖矿配置`, en: `${file.path} quotes a miner's configuration` }
      : used
        ? { zh: `${file.path} 是挖矿程序的配置文件`, en: `${file.path} is a miner's configuration` }
        : { zh: `${file.path} 是挖矿程序自带的示例配置`, en: `${file.path} is the example configuration of a miner` },
    about: [file.id, ...wallets.map(w => entity('wallet', w))],
    evidence: [
      evidence(
        'file',
        `${file.path}:${line}`,
        read.evidence
          .slice(0, 6)
          .map(e => e.text)
          .join(' · '),
      ),
    ],
    severity: !used ? 'low' : read.score >= 0.75 ? 'high' : 'medium',
    confidence: used ? Math.min(0.9, read.score) : 0.2,
    class: 'miner',
    signal: 'mining',
    why: {
      zh: '文件同时含有矿池、钱包、算法或挖矿专用配置项。',
      en: 'The file holds pool, wallet, algorithm or settings that only miners have, several of them together.',
    },
    whyNot: used
      ? undefined
      : {
          zh: '用户字段只是占位符,或文件只是转述配置的文字(如报告、笔记),并非配置本身。',
          en: 'The user is a placeholder, or the file is prose that quotes a configuration, such as a report or a note: nothing is mined with it.',
        },
  })
}

function* program(detector: Detector, file: FileFact, strings: readonly string[]): Generator<Finding> {
  const read = readMinerStrings(strings)
  if (read === undefined) return
  yield say(detector, {
    title: { zh: `程序 ${file.path} 含有挖矿程序的特征字符串`, en: `the program ${file.path} carries the strings of a miner` },
    about: [file.id],
    evidence: [evidence('file', file.path, read.excerpts.join(' · '), file.sha256)],
    severity: 'high',
    confidence: read.score,
    class: 'miner',
    signal: 'mining',
    why: {
      zh: '程序里同时出现矿池协议、挖矿算法和挖矿专用选项等不同种类的字符串。',
      en: 'Strings of different kinds stand in it together: pool protocol, mining algorithms, miners’ options.',
    },
  })
}
