// What other guards of the host wrote: fail2ban's bans, Suricata's alerts.
import type { Draft, LineFormat } from '../../core/log-format.ts'
import { at, jsonText, stringAt } from '../json.ts'
import { addressOf } from './messages/kind.ts'
import { isoStamp } from './record-time.ts'

const fail2ban =
  /^ fail2ban\.(?:actions|filter) {1,12}\[\d{1,10}\]: (?:NOTICE|INFO|WARNING) {1,4}\[([\w.-]{1,60})\] (Ban|Found|Restore Ban|Increase Ban) (\S{2,45})(?: .{0,100})?$/

export const fail2banLog: LineFormat = {
  id: 'fail2ban-log',
  summary: { zh: 'fail2ban 封禁日志', en: 'bans by fail2ban' },
  techniques: ['T1110'],
  references: ['man:fail2ban(1)', 'https://github.com/fail2ban/fail2ban'],
  form: 'lines',
  source: 'guards',
  trust: 'service',
  paths: ['/var/log/fail2ban.log'],
  needles: ['] Ban ', '] Found ', '] Restore Ban ', '] Increase Ban '],
  recognise: text => (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} fail2ban\./.test(text) ? 1 : 0),
  open: () => ({
    *line(text) {
      const stamp = isoStamp(text)
      const [, jail = '', deed = '', peer] = (stamp && fail2ban.exec(text.slice(stamp.end))) ?? []
      const address = addressOf(peer)
      if (stamp === undefined || address === undefined) return
      const method = `${deed.toLowerCase()} ${jail}`
      yield { time: stamp.time, verb: 'alert', program: 'fail2ban', address, method, fold: `fail2ban ${method} ${address}` }
    },
    time: text => isoStamp(text)?.time,
  }),
}

export const suricataEve: LineFormat = {
  id: 'suricata-eve',
  summary: { zh: 'Suricata 告警', en: 'alerts of Suricata' },
  techniques: ['T1071', 'T1496.001'],
  references: ['https://docs.suricata.io/en/latest/output/eve/eve-json-format.html'],
  form: 'lines',
  source: 'guards',
  trust: 'service',
  paths: ['/var/log/suricata/eve.json', '/var/log/suricata/eve-alert.json'],
  needles: ['"event_type":"alert"', '"event_type": "alert"'],
  recognise: text => (/^\{"timestamp": ?"[^"]{10,40}",.{0,300}"event_type": ?"/.test(text) ? 1 : 0),
  open: () => ({
    *line(text): Iterable<Draft> {
      const event = jsonText(text)
      const time = isoStamp(stringAt(event, 'timestamp'))?.time
      if (time === undefined || stringAt(event, 'event_type') !== 'alert') return
      const sid = Number(at(event, 'alert', 'signature_id'))
      const signature = stringAt(event, 'alert', 'signature').slice(0, 200)
      const address = addressOf(stringAt(event, 'src_ip'))
      const target = stringAt(event, 'dest_ip').slice(0, 60)
      const port = Number(at(event, 'dest_port'))
      const fold = `suricata ${sid} ${address} ${target}`
      yield {
        time,
        verb: 'alert',
        program: 'suricata',
        address,
        target,
        port: Number.isInteger(port) ? port : undefined,
        method: `${sid} ${signature}`,
        fold,
      }
    },
    time: text => isoStamp(/^\{"timestamp": ?"([^"]{10,40})"/.exec(text.slice(0, 100))?.[1] ?? '')?.time,
  }),
}
