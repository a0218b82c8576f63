import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { at, clueless, eventOf, incidentOf, keptSource } from '../../test/events.ts'
import { loadEntryModel } from '../intel/entry-model.ts'
import { traceIncident } from '../trace/trace.ts'
import { renderTrace } from './render-trace.ts'

const { model } = loadEntryModel()
const hostile = 'root\u001b[2J\u202e'
const trace = traceIncident({
  host: `web1${hostile}`,
  incident: incidentOf(),
  at: at('2026-05-02 00:00:00'),
  zone: 'Asia/Shanghai',
  events: [
    eventOf('2026-05-01 02:50:00', 'login-failed', {
      user: hostile,
      address: '203.0.113.9',
      count: 240,
      until: at('2026-05-01 03:14:58'),
      outcome: 'failure',
    }),
    eventOf('2026-05-01 03:19:02', 'login', { user: hostile, address: '203.0.113.9', port: 50123, method: 'password' }),
  ],
  sources: [keptSource('auth'), { ...keptSource('syslog'), state: 'wiped' }],
  gaps: [],
  standing: clueless({ services: [{ name: 'sshd', listens: ['0.0.0.0:22'] }] }),
  model,
  reach: [{ what: { zh: '更换密钥', en: 'replace keys' }, paths: [], by: 'hour' }],
})

test('both languages tell the way, its probability, the moments, what to close and what was wiped', () => {
  const en = stripVTControlCharacters(renderTrace(trace, 'en'))
  for (const words of [
    'How they got in: SSH brute force',
    '2026-05-01 11:19:02',
    'occurred',
    'noticed',
    'Close now',
    'ssh-no-passwords',
    'WIPED',
    'replace keys',
    '203.0.113.9',
  ])
    assert.ok(en.includes(words), words)
  const zh = stripVTControlCharacters(renderTrace(trace, 'zh'))
  for (const words of ['入侵途径:SSH 暴力破解', '发生', '发现', '立即封堵', '被清除', '更换密钥', '支持'])
    assert.ok(zh.includes(words), words)
})

test('what a log says moves no cursor', () => {
  for (const lang of ['zh', 'en'] as const)
    assert.doesNotMatch(stripVTControlCharacters(renderTrace(trace, lang)), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

test('without an incident nothing reads as if there had been one', () => {
  const bare = { ...trace, incident: '' }
  assert.match(renderTrace(bare, 'en'), /No incident is known: .* not that somebody did/)
  assert.match(renderTrace(bare, 'zh'), /没有已知的入侵事件/)
  assert.doesNotMatch(renderTrace(trace, 'en'), /No incident is known/)
})
