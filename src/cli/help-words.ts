// The help in one language: commands carry both after one another, options and arguments speak English, here are their words in Chinese.
import type { Command, Option } from 'commander'
import type { Lang } from '../core/text.ts'

const words: Readonly<Record<string, string>> = {
  'display help for command': '显示帮助',
  'output the version number': '显示版本号',
  'language of the output (default: from LANG)': '输出语言(默认由 LANG 决定)',
  'print as JSON': '以 JSON 输出',
  'print the result as JSON': '以 JSON 输出结果',
  'print the result as JSON at the end, nothing before': '结束时以 JSON 输出结果,此前不输出',
  'print the list as JSON': '以 JSON 输出清单',
  'list as JSON': '以 JSON 列出',
  'ask nothing': '不询问确认',
  'try it without touching anything': '只演练,不做任何改动',
  'where results are kept': '结果保存在哪里',
  'where orders are kept': '封锁等指令保存在哪里',
  'where your own intelligence is kept': '自有情报保存在哪里',
  'where what was learned is kept': '学习结果保存在哪里',
  'an address or network that stays reachable; may be given again': '始终保持可达的地址或网段,可多次给出',
  'a directory as the root of a host: a mounted image, a container, a chroot': '以某个目录为主机的根:挂载的镜像、容器或 chroot',
  'scan a directory as the root of a host: a mounted image, a container, a chroot':
    '扫描某个目录,把它当作主机的根:挂载的镜像、容器或 chroot',
  'scan a host that was recorded with --record': '扫描用 --record 录下的主机',
  'write all that was read to one compressed file that replays': '把读到的一切写入一个可重放的压缩文件',
  'join captures of this host’s traffic (pcap, pcapng) with what is seen on it': '与本机流量的抓包(pcap、pcapng)合并判断',
  'look into every running program, not only around what was found': '检查每个运行中的程序,而不只是可疑对象周围',
  'write the rows of facts as JSON': '把读到的事实以 JSON 写入文件',
  'write carved files there, each under its SHA-256 and encoded: its head tells how to decode it':
    '把提取出的文件写到该目录,以 SHA-256 命名并编码保存,文件头说明如何还原',
  'read with several threads': '用多个线程读取',
  captures: '抓包文件',
  'captures (default: the running network)': '抓包文件(默认:实时流量)',
  'end after 30s, 10m, 24h … (default: until Ctrl-C)': '监听多久:30s、10m、24h……(默认直到 Ctrl-C)',
  'keep the packets as pcapng, with the process in the comment': '把数据包存为 pcapng,注释中写明进程',
  'the interface (default: all)': '网卡(默认:全部)',
  'I-… or F-…': '事件 I-… 或发现 F-…',
  'I-…': '事件 I-…',
  'I-…; the gravest by default': '事件 I-…,默认最严重的一个',
  'I-…; all grave ones by default': '事件 I-…,默认全部严重事件',
  'I-…, S… or N… (an order: block, egress, limit)': '案卷 I-…、步骤 S… 或指令 N…(封锁、外联、限制)',
  'I-…; the newest that was acted on by default, with --due and --stay all': '案卷 I-…,默认最近处置的一个;与 --due、--stay 同用时为全部',
  'I-…; of several, or of state folders and traces in JSON, the way from host to host':
    '事件 I-…;给出多个,或多个状态目录、JSON 溯源结果,则看主机之间的路径',
  'case or incident, I-…': '案卷或事件 I-…',
  'also cut the whole host off, but for your connection': '同时隔离整台主机,只保留您的连接',
  'include the steps that need the approval of a person': '包含需要人工批准的步骤',
  'print as a CACAO 2.0 playbook': '输出为 CACAO 2.0 剧本',
  'perform without asking': '不询问,直接执行',
  'only a part of the plans': '只执行方案的一部分',
  'only one step of the plan (of the gravest incident, or of the one that is named)': '只执行方案中的一步(最严重的事件,或所指定的事件)',
  'try every step without touching anything': '逐步演练,不做任何改动',
  'before anything is changed run this, or /etc/davylamp/snapshot; nothing is done unless it succeeds':
    '改动之前先运行该命令(或 /etc/davylamp/snapshot),不成功则什么也不做',
  'everything that stands: orders, then the newest case first': '撤销一切仍生效的:先指令,再从最近的案卷起',
  'only the looks that are due, of all cases: for a timer': '只做各案卷到期的复查,供定时器使用',
  'stay and look whenever it is due, until it is proven clean or infected again': '一直守着,到期就复查,直到证明已清除或再次中招',
  'a folder of collected logs instead of a host': '不看主机,看收集来的日志目录',
  'time zone of logs that name none, such as Asia/Shanghai or +08:00 (default: the host’s)':
    '未注明时区的日志按此时区,例如 Asia/Shanghai 或 +08:00(默认为主机时区)',
  'read nothing older than this, such as 2026-05-01 or 30d': '不读更早的记录,例如 2026-05-01 或 30d',
  'draw the attack graph into a file': '把攻击图画到文件(SVG)',
  'how it is written': '报告格式',
  'where to; standard output by default': '写到哪里,默认标准输出',
  'without names of hosts and accounts, own addresses and keys: for sharing': '隐去主机名、账户、自有地址与密钥,便于对外分享',
  'what an hour of one core costs you, instead of our range': '您每核时的成本,代替内置区间',
  'what a kWh costs you, instead of our range': '您每度电的价格,代替内置区间',
  'of these prices, as in ISO 4217; CNY by default': '上述单价的货币(ISO 4217),默认 CNY',
  'one line an item (default)': '每项一行(默认)',
  'check every item against its digest': '逐项校验摘要',
  'write a zip (AES-256, password "infected") with the chain of custody and all digests':
    '写成 zip(AES-256,密码 "infected"),含保管链与全部摘要',
  '30m, 1h, 7d …, or "good": until it is taken back': '30m、1h、7d……,或 "good":直到撤销',
  'why; kept with it': '理由,一并保存',
  'what stands, and until when': '列出生效的封锁及其期限',
  'take back N…, an address, a network or a domain': '撤销 N…、某个地址、网段或域名',
  'put all that stands back into force, the egress list too: after a reboot': '重启后恢复全部仍有效的封锁与外联清单',
  'block also what innocents may share: a CDN, a wide network, a neighbour': '可能误伤旁人的也封锁:CDN、大网段、相邻地址',
  'stay in the foreground and go on; without it, one look at the logs (fit for a timer)': '留在前台持续运行;不加则只看一遍日志(适合定时器)',
  'say who would be kept out, and touch nothing': '只说明会封禁谁,不做任何改动',
  'say who would be kept out as JSON, and touch nothing': '以 JSON 说明会封禁谁,不做任何改动',
  'private networks too': '内网地址也封禁',
  'an address or network that is never banned; may be given again': '绝不封禁的地址或网段,可多次给出',
  'how long to watch the running network (default: 60s)': '观察实时流量多久(默认 60s)',
  'whose connections are meant in captures': '抓包中看哪台主机的外联',
  'forget what was learned before': '忘掉此前学到的',
  'let these learned names, *.names or addresses pass as well': '额外放行这些学到的域名、*.域名或地址',
  'monitor: refuse nobody, note down whom; block: refuse': 'monitor 只记录不拦截;block 拦截',
  'a list as egress propose --json writes it (default: what was proposed last)': 'egress propose --json 写出的清单(默认为最近一次提出的)',
  'block without having watched, and whom this host talks to right now': '未观察也拦截,正在通信的对象也拦截',
  'one set of this name for all files (default: one for each, named after the file)':
    '全部文件合为此名的一份(默认每个文件一份,以文件名命名)',
  'what it lists': '列出的是什么',
  '12h, 30d, 2w, or a date': '有效期:12h、30d、2w 或日期',
  'the terms it may be used under, kept with it': '使用许可,一并保存',
  'of the file': '文件格式',
  'where to write; - is standard output': '写到哪里,- 为标准输出',
  'only this list': '只要这份列表',
  'collectors, persistence, detectors, protocols, logs': 'collectors、persistence、detectors、protocols 或 logs',
}

const chinesePattern = /[\u4e00-\u9fff]/
const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Arguments:': '参数:',
  'Options:': '选项:',
  'Commands:': '命令:',
}

/** "English / 中文" in one language. */
function half(description: string, lang: Lang): string {
  const at = description.lastIndexOf(' / ')
  if (at < 0 || !chinesePattern.test(description.slice(at))) return description
  return lang === 'zh' ? description.slice(at + 3) : description.slice(0, at)
}

/** All descriptions that have no Chinese words: none, says the test. */
export function untold(command: Command): readonly string[] {
  const own = [...command.options, ...command.registeredArguments].map(({ description }) => description)
  const without = own.filter(text => text !== '' && words[text] === undefined)
  return [
    ...(half(command.description(), 'zh').match(chinesePattern) ? [] : [command.description()]),
    ...without,
    ...command.commands.flatMap(untold),
  ]
}

/** The command, those below it and their options explain themselves in this language from now on. */
export function explainIn(command: Command, lang: Lang): Command {
  command.description(half(command.description(), lang))
  for (const sub of command.commands) explainIn(sub, lang)
  if (lang === 'en') return command
  const told = (text: string): string => words[text] ?? text
  for (const argument of command.registeredArguments) argument.description = told(argument.description)
  for (const option of command.options) option.description = told(option.description)
  if (command.commands.length > 0 && command.parent === null) command.helpCommand('help [command]', told('display help for command'))
  return command.helpOption('-h, --help', told('display help for command')).configureHelp({
    styleTitle: title => titles[title] ?? title,
    optionDescription: option => described(option),
  })
}

function described({ description, argChoices, defaultValue }: Option): string {
  const extra = [
    ...(argChoices === undefined ? [] : [`可选:${argChoices.join('、')}`]),
    ...(defaultValue === undefined || typeof defaultValue === 'boolean' ? [] : [`默认:${defaultValue}`]),
  ]
  return extra.length === 0 ? description : `${description}(${extra.join(';')})`
}
