// What Redis and Valkey say: who made them a replica of whom, which modules they loaded, and where they could not write.
import { type Mark, needlesOf, toldBy } from '../marks.ts'
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'

/** Places in which a dump of a database becomes a program or a key. */
const dangerous = /(?:^|\/)(?:cron(?:\.d|tabs)?|\.ssh|profile\.d|init\.d|systemd|www|html|webapps|htdocs)(?:\/|$)|^\/etc(?:\/|$)/
/** Places from which nobody loads a module of his own. */
const odd =
  /^(?:\.|\/(?:tmp|var\/tmp|dev\/shm|var\/lib\/redis|data|root|home)\/)|\/(?:exp|exp_lin|red2|system|module|backup|dump|kinsing)\.so$/

/** "id=8 addr=127.0.0.1:48184 laddr=… name=…": the address comes before whatever the client called itself. */
const client = String.raw`\(user request from 'id=\d{1,19} addr=(\S{1,60}?):(\d{1,5}) `

function dumped(path: string, directory: string, why: string): Told {
  const attack = dangerous.test(directory) ? 'redis-config-dir' : undefined
  return {
    verb: attack === undefined ? 'error' : 'exploit',
    outcome: 'failure',
    attack,
    path: `${directory}/${path}`,
    method: why.slice(0, 80),
    fold: `redis dump ${directory}`,
  }
}

const marks: readonly Mark[] = [
  {
    needles: [' enabled (user request'],
    like: new RegExp(`^(?:REPLICAOF|SLAVE OF) (\\S{1,253}):(\\d{1,5}) enabled ${client}`),
    tell: ([, target, port, address]) => ({
      verb: 'configured',
      method: 'replicaof',
      target: `${target}:${port}`,
      address: addressOf(address),
      fold: `redis replicaof ${target}:${port} ${address}`,
    }),
  },
  {
    needles: ['master mode enabled'],
    like: new RegExp(`^MASTER MODE enabled(?: ${client})?`),
    tell: ([, address]) => ({ verb: 'configured', method: 'replicaof no one', address: addressOf(address) }),
  },
  {
    needles: ['connecting to master '],
    like: /^Connecting to MASTER (\S{1,253}):(\d{1,5})$/,
    tell: ([, address, port]) => ({
      verb: 'connected',
      address: addressOf(address),
      target: `${address}:${port}`,
      port: Number(port),
      method: 'replication',
      fold: `redis master ${address}:${port}`,
    }),
  },
  {
    needles: ['finished with success'],
    like: /^MASTER <-> (?:REPLICA|SLAVE) sync: Finished with success$/,
    tell: () => ({ verb: 'download', outcome: 'success', method: 'replication' }),
  },
  {
    needles: ['trying to load the master sync', 'wrong signature trying to load'],
    like: /^(?:Failed trying to load the MASTER sync|Wrong signature trying to load DB from file).{0,120}$/,
    tell: ([text]) => ({ verb: 'exploit', attack: 'redis-replica-payload', outcome: 'success', method: text.slice(0, 80) }),
  },
  {
    needles: ['loaded from '],
    like: /^Module '(.{1,100}?)' loaded from (\S{1,500})$/,
    tell: ([, name, path = '']) =>
      odd.test(path) || name === 'system'
        ? { verb: 'exploit', outcome: 'success', attack: 'redis-module-load', path, method: name }
        : { verb: 'configured', outcome: 'success', path, method: 'module' },
  },
  {
    needles: ['failed to load'],
    like: /^Module (\S{1,500}) failed to load: (.{1,300})/,
    tell: ([, path = '', why]) =>
      odd.test(path)
        ? { verb: 'exploit', outcome: 'failure', attack: 'redis-module-load', path, method: why }
        : { verb: 'configured', outcome: 'failure', path, method: 'module' },
  },
  {
    needles: ['possible security attack'],
    like: /^Possible SECURITY ATTACK detected\. It looks like somebody is sending POST or Host: commands to Redis\.[^']{0,200}?(?:Connection from (\S{1,60}?):(\d{1,5}) aborted\.|Connection aborted\.)$/,
    tell: ([, address]) => ({ verb: 'alert', address: addressOf(address), method: 'http-to-redis', fold: `redis http ${address}` }),
  },
  {
    needles: ['for saving: ', 'final destination '],
    like: /^(?:Failed opening the (?:temp )?RDB file|Error moving temp DB file) (\S{1,300})(?: on the final destination (\S{1,300}))? \(in server root dir (.{1,400}?)\)(?: for saving)?: (.{1,100})$/,
    tell: ([, temporary = '', file, directory = '', why = '']) => dumped(file ?? temporary, directory, why),
  },
  {
    needles: ['db saved on disk'],
    like: /^DB saved on disk$/,
    tell: () => ({ verb: 'file', method: 'save', outcome: 'success', fold: 'redis save' }),
  },
  {
    needles: ['background saving error', 'write error saving db', 'failed opening .rdb'],
    like: /^(?:Background saving error|Write error saving DB on disk: .{1,100}|Failed opening \.rdb for saving: .{1,100})$/,
    tell: ([text]) => ({ verb: 'error', outcome: 'failure', method: text, fold: 'redis saving error' }),
  },
  {
    needles: ['config rewrite'],
    like: /^CONFIG REWRITE (executed with success\.|failed: .{1,100})$/,
    tell: ([, how = '']) => ({ verb: 'configured', method: 'config rewrite', outcome: how.startsWith('executed') ? 'success' : 'failure' }),
  },
  {
    needles: ['server initialized', 'user requested shutdown', 'sigterm scheduling shutdown', 'crashed by signal'],
    like: /^(?:(Server initialized)|(User requested shutdown)\.\.\.|(Received SIGTERM scheduling shutdown)\.\.\.|(?:=== )?Redis [\d.]{1,12} (crashed by signal): \d{1,2}.*)$/,
    tell: ([text, started, asked]) =>
      /crashed/.test(text)
        ? { verb: 'error', method: text.slice(0, 80) }
        : { verb: 'unit', unit: 'redis', method: started === undefined ? (asked === undefined ? 'stopped' : 'SHUTDOWN') : 'started' },
  },
]

/**
 * What Redis writes before each message: "pid:role time level", before 3.0 "[pid] time level", before 5.0 without the year. Without a log file of its own it
 * goes to the journal with the message.
 */
export const redisPrefix = /^(?:\[(\d{1,10})\]|(\d{1,10}):[CMSX]) (\d\d [A-Z][a-z]{2} (?:\d{4} )?\d\d:\d\d:\d\d\.\d{3}) [.*#-] /

export const redisMessages: MessageKind = {
  programs: ['redis', 'redis-server', 'valkey', 'valkey-server', 'redis-check-rdb'],
  needles: needlesOf(marks),
  open: stateless(message => toldBy(marks, message.slice(0, 1000).replace(redisPrefix, ''))),
}
