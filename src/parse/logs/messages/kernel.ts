// What the kernel says of crashes, memory, modules, miners' registers and packets that were turned away.
import { auditMessage } from './audit.ts'
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'

/** "[12345.678901] " */
const since = /^\[ {0,7}\d{1,9}\.\d{6}\] /
type Rule = readonly [pattern: RegExp, told: (m: RegExpExecArray) => Told]

const crash = (program: string | undefined, pid: string | undefined, method: string): Told => ({
  verb: 'error',
  target: program,
  session: pid,
  method,
  fold: `crash ${program} ${method}`,
})

/** A process may call itself anything up to 15 bytes: its name is taken as far as the pid that the kernel put behind it. */
const rules: readonly Rule[] = [
  [/^(.{1,15})\[(\d{1,10})\]: (segfault) at /s, m => crash(m[1], m[2], 'segfault')],
  [/^traps: (.{1,15})\[(\d{1,10})\] (general protection|trap [\w ]{1,30})/s, m => crash(m[1], m[2], String(m[3]))],
  [
    /^(?:Out of memory|Memory cgroup out of memory): Kill(?:ed)? process (\d{1,10}) \((.{1,15}?)\)/s,
    m => crash(m[2], m[1], 'out of memory'),
  ],
  [
    /^(\S{1,56}): (loading out-of-tree module taints kernel|module verification failed: signature and\/or required key missing - tainting kernel|module license '.{1,40}' taints kernel)\.?$/,
    m => ({ verb: 'configured', target: m[1], method: 'kernel module', command: m[2] }),
  ],
  [
    /^msr: Write to unrecognized MSR (0x[\da-f]{1,8}) by (.{1,15}) \(pid: (\d{1,10})\)/s,
    m => ({ verb: 'process', target: m[2], session: m[3], method: `MSR ${m[1]}`, attack: 'msr-write', fold: `msr ${m[2]}` }),
  ],
  [
    /^\[UFW (BLOCK|LIMIT BLOCK)\] IN=\S{0,15} .{0,120}?SRC=(\S{2,45}) DST=\S{2,45} .{0,160}?PROTO=\w{1,10}(?: SPT=\d{1,5} DPT=(\d{1,5}))?/,
    m => ({
      verb: 'connected',
      outcome: 'failure',
      address: addressOf(m[2]),
      port: Number(m[3] ?? 0),
      method: 'firewall',
      fold: `ufw ${m[2]} ${m[3]}`,
    }),
  ],
  [
    /^wireguard: (\S{1,15}): (?:Receiving handshake initiation from|Handshake for|Keypair \d{1,10} created for) peer \d{1,10} \(([\d.]{7,15}|\[[\da-f:]{2,45}\]):(\d{1,5})\)/,
    m => ({
      verb: 'connected',
      outcome: m[0].includes('Handshake for') ? 'failure' : 'success',
      address: addressOf(m[2]?.replace(/[[\]]/g, '')),
      port: Number(m[3]),
      method: `wireguard ${m[1]}`,
      fold: `wireguard ${m[1]} ${m[2]}`,
    }),
  ],
  [/^device (\S{1,15}) entered promiscuous mode$/, m => ({ verb: 'configured', target: m[1], method: 'promiscuous' })],
  [/^(?:\S{1,15}: )?entered promiscuous mode$/, () => ({ verb: 'configured', method: 'promiscuous' })],
  [/^Linux version (\S{1,80})/, m => ({ verb: 'boot', outcome: 'success', target: m[1] })],
  [
    /^audit: type=1400 .{0,120}apparmor="DENIED" operation="(\w{1,30})" .{0,60}profile="(.{1,120}?)"/,
    m => ({ verb: 'alert', method: `apparmor ${m[1]}`, target: m[2], fold: `apparmor ${m[1]} ${m[2]}` }),
  ],
]

export const kernelMessages: MessageKind = {
  programs: ['kernel', 'vmunix'],
  needles: [
    ...[
      'segfault at ',
      'traps: ',
      'ut of memory: Kill',
      ' taints kernel',
      ' tainting kernel',
      'msr: Write to ',
      '[UFW ',
      ' promiscuous mode',
      'wireguard: ',
    ],
    ...['Linux version ', 'apparmor="DENIED"', 'audit: type=11', 'audit: type=17', 'audit: type=1305'],
  ],
  open: stateless(message => {
    const text = message.slice(0, 1000).replace(since, '')
    for (const [pattern, told] of rules) {
      const found = pattern.exec(text)
      if (found !== null) return told(found)
    }
    return text.startsWith('audit: type=1') ? auditMessage(text) : undefined
  }),
}
