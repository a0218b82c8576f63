// The chain of custody in Chinese: its entries are hashed as they were written, in English, so what they say is put into words where it is shown.
import { chineseGap } from '../core/gap-words.ts'
import type { CustodyEntry } from '../core/report.ts'
import type { Text } from '../core/text.ts'

const items: Readonly<Record<string, string>> = {
  'file metadata': '文件元数据',
  content: '文件内容',
  archive: '证据包',
  process: '进程',
  sockets: '套接字',
  threads: '线程',
  'open files': '已打开的文件',
  memory: '内存',
  'memory addresses': '内存地址对照',
  'unnamed file': '已删除或仅在内存中的文件',
  executable: '可执行文件',
  cmdline: '命令行',
  environ: '环境变量',
  maps: '内存映射',
  status: '进程状态',
  limits: '资源限制',
  mountinfo: '挂载',
  belonging: '命名空间与控制组',
}

const ways: readonly (readonly [RegExp, string])[] = [
  [/^statx, readlink and extended attributes, before any step$/, '处置前以 statx、readlink 与扩展属性读取'],
  [/^read through \/proc while frozen by step (\S+)$/, '步骤 $1 冻结期间经 /proc 读取'],
  [/^kept by step (\S+) \(\S+\) at (\S+), before it was changed$/, '步骤 $1 改动之前留存($2)'],
  [/^zip \(AES-256\), password "infected"$/, 'zip 加密(AES-256),口令 "infected"'],
  [
    /^private writable memory in use, (\d+) of (\d+) regions, (\d+) bytes left out \(caps: (.+) of a region, (.+) of this process\)$/,
    '使用中的私有可写内存,$2 个区域取 $1 个,略去 $3 字节(上限:每区域 $4,本进程 $5)',
  ],
  [/^the first 4 MiB$/, '前 4 MiB'],
]

/** What was taken, as a noun. */
export function itemText({ what }: CustodyEntry): Text {
  return { zh: items[what] ?? what, en: what }
}

/** How it was taken, part by part: what has no words stays as it was written. */
export function wayText({ how }: CustodyEntry): Text {
  const zh = how.split('; ').map(part => {
    const why = /^not to be had: (.*)$/s.exec(part)?.[1]
    if (why !== undefined) return `未能取得:${chineseGap(why) ?? why}`
    const known = ways.find(([pattern]) => pattern.test(part))
    return known === undefined ? part : part.replace(...known)
  })
  return { zh: zh.join(';'), en: how }
}
