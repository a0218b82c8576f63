// What is wrong with what the user gave, in Chinese: errors speak one English sentence, here are its words for Chinese readers.
import { chineseGap } from '../core/gap-words.ts'

const sentences: readonly (readonly [RegExp, string])[] = [
  // Of the command line itself.
  [/^missing required argument '(.+)'$/, '缺少参数 $1'],
  [/^unknown command '(.*)'$/, '没有命令 "$1",用 davylamp --help 查看全部命令'],
  [/^unknown option '(.+)'$/, '没有选项 $1,用 --help 查看全部选项'],
  [/^option '(.+)' argument missing$/, '选项 $1 缺少取值'],
  [/^required option '(.+)' not specified$/, '必须给出选项 $1'],
  [/^option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/, '选项 $1 不接受 "$2",可选:$3'],
  [/^command-argument value '(.*)' is invalid for argument '(.+)'\. Allowed choices are (.+)\.$/, '参数 $2 不接受 "$1",可选:$3'],
  [/^too many arguments(?: for '(.+)')?\. Expected (\d+) arguments? but got (\d+)(?:: .*)?\.$/, '参数过多:最多 $2 个,给出了 $3 个'],
  [/^give either (.+) or (.+), not both$/, '$1 与 $2 只能选一个'],
  [/^give either (a case or step), or --all$/, '要么给出案卷或步骤,要么用 --all'],
  [/^give either (.+) or (.+)$/, '$1 与 $2 只能选一个'],
  [/^give one of (.+)$/, '请给出其中之一:$1'],
  [/^there is no (?:kind )?"(.+)": give one of (.+)$/, '没有 "$1",请给出其中之一:$2'],
  // Times, numbers, addresses.
  [/^(\S+) takes a time such as 30s, 10m or 24h \(at most 24d\), not "(.*)"$/, '$1 接受 30s、10m、24h 这样的时长(最长 24d),不接受 "$2"'],
  [/^--since takes a time such as (.+), (.+) or (.+), not "(.*)"$/, '--since 接受 $1、$2 或 $3 这样的时间,不接受 "$4"'],
  [/^--zone takes a time zone such as (.+), (.+) or (.+), not "(.*)"$/, '--zone 接受 $1、$2 或 $3 这样的时区,不接受 "$4"'],
  [/^--threads takes a number from 1 to (\d+), not "(.*)"$/, '--threads 接受 1 到 $1 的整数,不接受 "$2"'],
  [/^--host takes an address, not "(.*)"$/, '--host 接受地址,不接受 "$1"'],
  [/^--allow takes a name, a \*\.name or an address, not "(.*)"$/, '--allow 接受域名、*.域名或地址,不接受 "$1"'],
  [/^--reason takes at most (\d+) characters$/, '--reason 最多 $1 个字符'],
  [/^"(.*)" is no address and no network such as (\S+)$/, '"$1" 既不是地址,也不是 $2 这样的网段'],
  [/^"(.*)" is no address, no network such as (\S+) and no domain$/, '"$1" 既不是地址,也不是 $2 这样的网段或域名'],
  [/^(--\S+) is a price above zero, as in 0\.05, not "(.*)"$/, '$1 应为大于零的单价(例如 0.05),不接受 "$2"'],
  [/^--currency is three capital letters, as in EUR, not "(.*)"$/, '--currency 应为三个大写字母(例如 EUR),不接受 "$1"'],
  [/^our prices are in (\S+): give --core-hour or --kwh in (\S+)$/, '内置单价以 $1 计,请用 --core-hour 或 --kwh 给出以 $2 计的单价'],
  // Packets.
  [/^packets cannot be captured on this runtime: it has no raw system calls$/, '当前运行环境没有原始系统调用,无法抓包'],
  [/^connections cannot be watched on this runtime: it has no raw system calls$/, '当前运行环境没有原始系统调用,无法观察连接'],
  [/^packets of (.+): there is no such interface$/, '没有网卡 $1'],
  [/^packets(?: of .+)?: capturing needs root or CAP_NET_RAW$/, '抓包需要 root 或 CAP_NET_RAW 权限'],
  [/^DNS answers cannot be followed: capturing needs root or CAP_NET_RAW$/, '跟随 DNS 应答需要 root 或 CAP_NET_RAW 权限'],
  [/^DNS answers cannot be followed: (.+)$/, '无法跟随 DNS 应答:$1'],
  [/^standard input can be read by one thread only$/, '标准输入只能由一个线程读取'],
  [/^carved files cannot be written to (.+): (\S+)$/, '提取的文件无法写入 $1:$2'],
  [/^the facts could not be written to (.+): (\S+)$/, '事实数据无法写入 $1:$2'],
  [/^the capture cannot be written to (.+): (\S+)$/, '抓包无法写入 $1:$2'],
  [/^the graph could not be written to (.+): (\S+)$/, '攻击图无法写入 $1:$2'],
  [/^the snapshot could not be written to (.+): (\S+)$/, '快照无法写入 $1:$2'],
  [/^(.+) exists already$/, '$1 已存在,不会覆盖'],
  // Egress and blocks.
  [/^there are no conversations in it$/, '其中没有任何会话'],
  [
    /^it shows several machines: say whose connections are meant with --host \(the busiest: (.+)\)$/,
    '其中有多台主机,请用 --host 指明看哪一台的外联(最活跃的:$1)',
  ],
  [/^no egress list is in force$/, '没有启用外联清单'],
  [
    /^there is no list yet: davylamp egress learn, then davylamp egress propose$/,
    '还没有清单:先 davylamp egress learn,再 davylamp egress propose',
  ],
  [/^there is no list yet: davylamp egress propose makes one$/, '还没有清单:用 davylamp egress propose 生成'],
  [/^nothing was learned yet: davylamp egress learn$/, '还没有学习过:先运行 davylamp egress learn'],
  [/^--duration is for the running network, not for captures$/, '--duration 用于实时流量,不能用于抓包文件'],
  [/^--host is for captures, not for the running network$/, '--host 用于抓包文件,不能用于实时流量'],
  [/^nobody can be asked here: give --yes to block$/, '此处无法询问确认:要拦截请加 --yes'],
  [
    /^give an address, a network or a domain to block, or --list, --undo or --renew$/,
    '请给出要封锁的地址、网段或域名,或使用 --list、--undo、--renew',
  ],
  [/^no block of "(.*)" stands: see davylamp block --list$/, '没有对 "$1" 的封锁,见 davylamp block --list'],
  [/^"(.*)" is a public suffix: strangers live below it$/, '"$1" 是公共后缀,其下各家互不相干'],
  [
    /^"(.*)" is shared infrastructure \(.*\): --approve blocks it all the same$/,
    '"$1" 是公共基础设施(CDN、代码托管等),确要封锁请加 --approve',
  ],
  // What is kept.
  [/^no incident is kept in (.+): run "davylamp scan" first$/, '$1 中没有事件,请先运行 davylamp scan'],
  [/^no incident is kept in (.+)$/, '$1 中没有事件'],
  [/^no scan is kept in (.+): run "davylamp scan" first$/, '$1 中没有扫描结果,请先运行 davylamp scan'],
  [/^there is no case or incident "(.*)" in (.+)$/, '$2 中没有案卷或事件 "$1"'],
  [/^there is no incident or finding "(.*)" in (.+)$/, '$2 中没有事件或发现 "$1"'],
  [/^there is no incident "(.*)" in (.+)$/, '$2 中没有事件 "$1"'],
  [/^there is no incident "(.*)", neither kept nor on this host$/, '没有事件 "$1":既未保存过,本机上也没有'],
  [/^a fresh scan sees no incident "(.*)"; it sees (.+)$/, '重新扫描没有看到事件 "$1",看到的是 $2'],
  [/^a fresh scan sees no incident "(.*)"$/, '重新扫描没有看到事件 "$1"'],
  [/^there are no cases in (.+)$/, '$1 中没有案卷'],
  [/^there is no case "(.*)": see davylamp cases$/, '没有案卷 "$1",见 davylamp cases'],
  [/^nothing was done yet in (.+)$/, '$1 中还没有任何处置'],
  [/^there is nothing to take back in (.+)$/, '$1 中没有可撤销的处置'],
  [/^order (\S+) does not stand: there is nothing to take back$/, '$1 没有生效,无可撤销'],
  [/^of (\S+) nothing stands: there is nothing to take back$/, '$1 没有任何生效的步骤,无可撤销'],
  [/^of (\S+) step (\S+) does not stand: there is nothing to take back$/, '$1 的步骤 $2 没有生效,无可撤销'],
  [/^the plan has no step "(.*)": see davylamp plan$/, '方案中没有步骤 "$1",见 davylamp plan'],
  [/^no trace is kept there: run "davylamp trace" on each host first$/, '其中没有溯源结果,请先在每台主机上运行 davylamp trace'],
  [/^no trace of "(.*)" is kept in (.+): run "(.+)" first$/, '$2 中没有 "$1" 的溯源结果,请先运行 $3'],
  [/^"(.*)" holds no trace: give a state folder, or what "(.+)" printed$/, '"$1" 中没有溯源结果:请给出状态目录,或 $2 的输出'],
  [/^there is nothing to draw: no incident is known$/, '没有已知事件,无图可画'],
  [/^(\S+) tells of the (\S+), and there is none yet: run "(.+)" first$/, '$1 格式需要先运行 $3'],
  [/^(\S+) is no text: give a file with -o$/, '$1 不是文本,请用 -o 指定文件'],
  [/^-o wants the name of a file$/, '-o 后请给出文件名'],
  [
    /^a PDF is printed by Chromium, and there is none on this machine: write --format html and print it where there is a browser$/,
    'PDF 由 Chromium 打印,而本机没有:请用 --format html,在有浏览器的机器上打印',
  ],
  [/^(.+) could not print the report$/, '$1 未能打印报告'],
  // Scans and responses.
  [/^too many file systems do not answer: (.+)$/, '没有响应的文件系统过多:$1'],
  [
    /^nobody can be asked here: give --yes to perform without asking, or --dry-run to touch nothing$/,
    '此处无法询问确认:直接执行请加 --yes,只演练请加 --dry-run',
  ],
  [
    /^this host cannot be changed from here: raw system calls are needed, and for the running host root$/,
    '无法在此改动该主机:需要原始系统调用,处置本机还需要 root',
  ],
  [/^nothing was touched: the snapshot failed \((.+?)\): (.*)$/, '未做任何改动:快照失败($1):$2'],
  [/^nothing was touched: (.+); or give --snapshot-first=COMMAND$/, '未做任何改动:$1;也可用 --snapshot-first=命令 指定'],
  [/^write the command behind a "=": --snapshot-first=COMMAND$/, '请把命令写在等号之后:--snapshot-first=命令'],
  [/^(.+) does not exist$/, '$1 不存在'],
  [/^(.+) cannot be read: (.+)$/, '无法读取 $1:$2'],
]

/** The sentence in Chinese; undefined when there are no words for it. */
export function chineseError(sentence: string): string | undefined {
  const found = sentences.find(([english]) => english.test(sentence))
  if (found !== undefined) return sentence.replace(found[0], found[1])
  // A path or a name, and what is the matter with it in the words of gaps.
  const [, where, why = ''] = /^(.+?)(?:: | (?=is ))(.+)$/.exec(sentence) ?? []
  const said = chineseGap(why)
  return where === undefined || said === undefined ? undefined : `${where}:${said}`
}
