// Command lines of mining programs, whatever the program is called and in whatever order its options stand: evidence and a score.
import { algorithmWeight, ambiguousPrograms, minerOption, minerPrograms } from './mining-words.ts'
import { findPoolUrls, type PoolAddress, poolAddress } from './pool-url.ts'
import { shellCommands } from './shell-words.ts'
import { findWallets, minedCoins, type Wallet } from './wallet.ts'

export type MinerEvidence = 'program' | 'scheme' | 'wallet' | 'algorithm' | 'option' | 'shape'

export interface MinerCommand {
  /** What is started, as it is written: past `nohup`, `sudo` and the like. */
  readonly program: string
  /** 0–1: noisy-or over the kinds of evidence, each counted once by its strongest. */
  readonly score: number
  readonly evidence: readonly { readonly kind: MinerEvidence; readonly text: string; readonly weight: number }[]
  readonly pools: readonly PoolAddress[]
  readonly wallets: readonly Wallet[]
  readonly algorithm: string
}

/** Programs that show, search, edit or move text and names: what they are told is no deed. */
const textTools = new Set(
  (
    'grep egrep fgrep zgrep rg ag ack find locate vi vim nvim view nano emacs emacsclient ed sed awk gawk mawk less more most cat tac head tail ' +
    'echo printf diff cmp sort uniq wc strings xxd hexdump jq yq tee cut tr journalctl ps pgrep pkill killall kill git make man apropos ' +
    'code subl gedit kate test [ logger yara yarac clamscan rkhunter suricata snort tcpdump tshark ngrep dig nslookup host whois ' +
    'apt apt-get dpkg yum dnf rpm apk pip pip3 npm yarn cargo systemctl crontab history rm mv cp ls stat file chmod chown chattr md5sum sha256sum touch mkdir ln unzip tar ' +
    'iptables ip6tables nft ipset ufw firewall-cmd fail2ban-client auditctl ausearch cmake gcc cc g++ clang docker-compose davylamp'
  ).split(' '),
)

/** The command only shows, searches, edits or moves text: what it names, it need not do. */
export function isTextTool(argv: readonly string[]): boolean {
  return textTools.has(programName(unwrapped(argv)[0] ?? ''))
}

/** Programs with -o, -u, -p, -a of their own meaning. */
const otherClients = new Set(
  (
    'curl wget ssh scp sftp rsync mysql mysqldump mariadb psql pg_dump redis-cli mongo mongosh ldapsearch openssl java node python python2 ' +
    'python3 perl php ruby ffmpeg ffprobe ansible ansible-playbook kubectl docker podman nerdctl crictl ctr helm nmap nc ncat socat telnet ' +
    'tar ab wrk hey sshpass smbclient snmpwalk mosquitto_pub mosquitto_sub go ld as convert unzip mount qemu-system-x86_64 chrome chromium firefox electron'
  ).split(' '),
)

/** Checks and exporters of monitoring, which are told the address of what they watch. */
const watchers = /^check_|(?:^|[-_.])(?:check|checker|monitor|exporter|probe|healthcheck)(?:[-_.]|$)/

/** Clients of other protocols, and what watches a pool: an address among their arguments is whom they ask. */
export function isOtherClient(argv: readonly string[]): boolean {
  const program = programName(unwrapped(argv)[0] ?? '')
  return otherClients.has(program) || watchers.test(program)
}

/** Wrappers before the real program, with the options of theirs that take a value. */
const wrappers: Readonly<Record<string, RegExp>> = {
  sudo: /^-[ugpCDhRTt]$/,
  doas: /^-[uC]$/,
  nohup: /^$/,
  env: /^-[uCS]$/,
  nice: /^-n$/,
  ionice: /^-[cnp]$/,
  chrt: /^-[TPDp]$/,
  taskset: /^$/,
  setsid: /^$/,
  timeout: /^-[ks]$/,
  stdbuf: /^-[ioe]$/,
  exec: /^-a$/,
  command: /^$/,
  time: /^-[fo]$/,
  screen: /^-(?:[Ttehpc]|[dmDRx]*S)$/,
  flock: /^-[wE]$/,
  runuser: /^-[ugGw]$/,
  'systemd-run': /^-[puMHE]$/,
  busybox: /^$/,
  cpulimit: /^-[lpe]$/,
  proot: /^-[rbw]$/,
  proxychains: /^-f$/,
  proxychains4: /^-f$/,
  torsocks: /^$/,
  unbuffer: /^$/,
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The command without sudo, nohup, env, nice, timeout … before it. */
export function unwrapped(argv: readonly string[]): readonly string[] {
  let rest = argv
  for (let turn = 0; turn < 6; turn++) {
    const wrapper = baseName(rest[0] ?? '')
    const takesValue = Object.hasOwn(wrappers, wrapper) ? wrappers[wrapper] : undefined
    if (takesValue === undefined) return rest
    let i = 1
    while (i < rest.length) {
      const word = rest[i]!
      if (takesValue.test(word)) i += 2
      else if (word.startsWith('-') || /^[A-Za-z_]\w*=/.test(word)) i++
      else break
    }
    if (/^(?:timeout|taskset|chrt|flock)$/.test(wrapper)) i++
    // `runuser -c`, `flock FILE -c`: what follows is a shell's text, and `runuser` or `flock` its shell.
    if (rest.slice(1, i + 1).some(word => /^-[a-z]*c$/.test(word)) && /^(?:flock|runuser)$/.test(wrapper)) return rest
    if (i >= rest.length) return rest
    rest = rest.slice(i)
  }
  return rest
}

/** The program's name as a miner is called: "xmrig-6.21.0" and "XMRig.exe" are "xmrig". */
function programName(path: string): string {
  return baseName(path.trim())
    .toLowerCase()
    .replace(/\.(?:exe|bin|elf|x86_64|run)$/, '')
    .replace(/[-_]?v?\d+(?:\.\d+)+.*$/, '')
}

const longestArgument = 8192

/** What speaks for a miner in this command line; undefined when it is nothing or too little (below 0.3). */
export function readMinerCommand(argv: readonly string[], depth = 0): MinerCommand | undefined {
  const bare = unwrapped(argv.slice(0, 512).map(word => (word.length > longestArgument ? word.slice(0, longestArgument) : word)))
  const program = programName(bare[0] ?? '')
  if (depth < 2 && /^(?:ba|da|a|z|k|c|tc|fi)?sh$/.test(program)) {
    const script = bare[bare.findIndex(word => /^-[a-z]*c$/.test(word)) + 1]
    return script === undefined || script === bare[0] ? undefined : strongest(minerCommandsIn(script, depth + 1))
  }
  const found = gather(bare.slice(1))
  if (minerPrograms.has(program)) found.note('program', bare[0]!, 0.6)
  else if (ambiguousPrograms.has(program)) found.note('program', bare[0]!, 0.2)
  const client = otherClients.has(program)
  const command = found.command(client ? 'schemed' : textTools.has(program) ? 'never' : 'any')
  const kinds = new Set(command.evidence.map(e => e.kind))
  if (textTools.has(program) && !(kinds.has('scheme') && kinds.has('wallet') && kinds.has('option'))) return undefined
  if ((client || watchers.test(program)) && kinds.size < 2) return undefined
  return command.score < 0.3 ? undefined : { program: bare[0] ?? '', ...command }
}

/** Miner command lines among the simple commands of a shell text. */
export function minerCommandsIn(script: string, depth = 0): MinerCommand[] {
  return shellCommands(script).flatMap(({ words, substitutions }) => {
    const here = readMinerCommand(words, depth)
    const inside = depth < 2 ? substitutions.flatMap(text => minerCommandsIn(text, depth + 1)) : []
    return here === undefined ? inside : [here, ...inside]
  })
}

function strongest(commands: readonly MinerCommand[]): MinerCommand | undefined {
  return commands.reduce<MinerCommand | undefined>((best, next) => (best === undefined || next.score > best.score ? next : best), undefined)
}

export const poolOption = /^(?:o|url|pool|server|P|epool|S|stratum|proxy-url|mport|host)$/
const userOption = /^(?:u|user|wallet|w|ewal|address|wal|userpass|O|username|miner-address)$/
const algorithmOption = /^(?:a|algo|algorithm|coin|c)$/

interface Gathered {
  note(kind: MinerEvidence, text: string, weight: number): void
  /** When the shape of the options counts: 'schemed' only where the pool was given with a scheme that miners alone use. */
  command(shapeCounts: 'any' | 'schemed' | 'never'): Omit<MinerCommand, 'program'>
}

function gather(args: readonly string[]): Gathered {
  const evidence: { kind: MinerEvidence; text: string; weight: number }[] = []
  const pools: PoolAddress[] = []
  const wallets: Wallet[] = []
  const shape = { pool: false, schemed: false, user: false, pass: false, small: 0 }
  let algorithm = ''
  const note = (kind: MinerEvidence, text: string, weight: number): void => void evidence.push({ kind, text: text.slice(0, 200), weight })

  for (const [i, arg] of args.entries()) {
    for (const url of findPoolUrls(arg)) {
      pools.push(url)
      note('scheme', url.text, 0.65)
    }
    for (const wallet of findWallets(arg)) {
      wallets.push(wallet)
      note('wallet', wallet.address, wallet.certain ? (minedCoins.has(wallet.coin) ? 0.5 : 0.3) : 0.15)
    }
    const option = /^(--?)([A-Za-z][A-Za-z0-9_-]*)(?:=(.*))?$/s.exec(arg)
    if (option === null) continue
    const long = option[1] === '--'
    const attached = !long && option[3] === undefined && /^-[oua].{2,}$/.test(arg) && !poolOption.test(option[2]!)
    const name = attached ? arg[1]! : option[2]!
    const value = attached ? arg.slice(2) : (option[3] ?? args[i + 1] ?? '')
    if (long) {
      const known = minerOption(name)
      if (known !== undefined) note('option', `--${known.name}`, known.weight)
    }
    if (poolOption.test(name)) {
      const pool = poolAddress(value)
      if (pool !== undefined && !/^(?:https?|ftp|socks\w*|tcp|file)$/.test(pool.scheme)) {
        if (!pool.miningScheme) pools.push(pool)
        shape.pool ||= pool.port !== undefined || pool.miningScheme
        shape.schemed ||= pool.miningScheme
      }
    } else if (userOption.test(name) && value !== '') shape.user = true
    else if (/^(?:p|pass|password|epsw)$/.test(name)) shape.pass = true
    else if (/^(?:k|keepalive|B|background|t|threads|tls|no-color)$/.test(name)) shape.small++
    if (algorithmOption.test(name) && algorithmWeight(value) > 0) {
      algorithm = value.slice(0, 40)
      note('algorithm', `${arg === value ? '' : arg} ${value}`.trim(), algorithmWeight(value))
    }
  }
  const command = (shapeCounts: 'any' | 'schemed' | 'never'): Omit<MinerCommand, 'program'> => {
    const counts = shapeCounts === 'any' || (shapeCounts === 'schemed' && shape.schemed)
    if (counts && shape.pool && (shape.user || shape.pass)) {
      const paid = shape.user && wallets.some(w => w.certain) ? 0.45 : 0
      const weight = paid + 0.15 + (shape.user ? 0.1 : 0) + (shape.pass ? 0.1 : 0) + Math.min(shape.small, 2) * 0.05
      note('shape', 'pool, user and password as miners take them', weight)
    }
    return { score: scoreOf(evidence), evidence, pools, wallets, algorithm }
  }
  return { note, command }
}

/** Options add up among themselves; every other kind counts once, by its strongest. */
function scoreOf(evidence: MinerCommand['evidence']): number {
  const options = [...new Map(evidence.filter(e => e.kind === 'option').map(e => [e.text, e.weight])).values()]
  const others = new Map<string, number>()
  for (const { kind, weight } of evidence) if (kind !== 'option') others.set(kind, Math.max(others.get(kind) ?? 0, weight))
  return 1 - [...options.slice(0, 5), ...others.values()].reduce((doubt, weight) => doubt * (1 - weight), 1)
}
