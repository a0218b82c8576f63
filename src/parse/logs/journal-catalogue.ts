// Messages that systemd marks with an id of its own (sd-messages.h, journalctl --catalog): what they tell stands in fields, not in words.
import type { Draft, RecordTime } from '../../core/log-format.ts'
import type { Writer } from './journal-writer.ts'

type Fields = ReadonlyMap<string, string>
type Told = (fields: Fields) => Omit<Draft, 'time'> | undefined

const unit =
  (method: string, outcome?: 'failure'): Told =>
  fields => {
    const name = fields.get('UNIT') ?? fields.get('USER_UNIT')
    return name === undefined ? undefined : { verb: 'unit', unit: name, method, outcome, fold: `unit ${name} ${method}` }
  }

const kinds: Readonly<Record<string, Told>> = {
  '39f53479d3a045ac8e11786248231fbf': unit('started'),
  '9d1aaa27d60140bd96365438aad20286': unit('stopped'),
  be02cf6855d2428ba40df7e9d022f03d: unit('failed', 'failure'),
  d9b373ed55a64feb8242e02dbe79a49c: unit('failed', 'failure'),
  '5eb03494b6584870a536b337290809b3': unit('restarting'),
  c7a787079b354eaaa9e77b371893cd27: () => ({ verb: 'clock', method: 'set' }),
  '45f82f4aef7a4bbf942ce861d1f20990': () => ({ verb: 'clock', method: 'zone' }),
  fc2e22bc6ee647b6b90729ab34a250b1: fields => ({
    verb: 'error',
    method: fields.get('COREDUMP_SIGNAL_NAME') ?? 'core dump',
    path: fields.get('COREDUMP_EXE'),
    command: fields.get('COREDUMP_CMDLINE')?.slice(0, 2000),
    unit: fields.get('COREDUMP_UNIT'),
    fold: `core ${fields.get('COREDUMP_EXE')}`,
  }),
  a596d6fe7bfa4994828e72309e95d61e: fields => ({
    verb: 'log-gap',
    method: 'suppressed',
    unit: fields.get('UNIT'),
    fold: `suppressed ${fields.get('UNIT')}`,
  }),
  e9bf28e6e834481bb6f48f548ad13606: () => ({ verb: 'log-gap', method: 'missed' }),
  b07a249cd024414a82dd00cd181378ff: () => ({ verb: 'boot', method: 'started' }),
  '98268866d1d54a499c4e98921d93bc40': () => ({ verb: 'boot', method: 'shutdown' }),
}

export const journalCatalogue = {
  ids: new Set(Object.keys(kinds)) as ReadonlySet<string>,
  fields: ['UNIT', 'USER_UNIT', 'COREDUMP_EXE', 'COREDUMP_CMDLINE', 'COREDUMP_SIGNAL_NAME', 'COREDUMP_UNIT'],
  /** Anybody may give a message any id: those of ordinary accounts are passed over. */
  read(fields: Fields, { standing }: Writer, time: RecordTime | undefined): readonly Draft[] {
    const told = standing === 'own' ? kinds[fields.get('MESSAGE_ID') ?? '']?.(fields) : undefined
    return told === undefined ? [] : [{ ...told, time, program: fields.get('SYSLOG_IDENTIFIER') ?? fields.get('_COMM') }]
  },
} as const
