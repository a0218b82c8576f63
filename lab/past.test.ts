import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { pastLogs } from './past.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const friend = { user: 'deploy', address: '198.51.100.20', hours: [9] }

test('Three weeks of logins lie in auth.log and its rotations, in order, ending before now', () => {
  const files = pastLogs({ days: 21, friends: [friend], guesses: 5 }, now)
  assert.deepEqual(
    files
      .map(({ path }) => path)
      .filter(path => !/syslog|cron/.test(path))
      .sort(),
    ['/var/log/auth.log', '/var/log/auth.log.1', '/var/log/auth.log.2.gz', '/var/log/auth.log.3.gz', '/var/log/wtmp'],
  )
  assert.equal(files.at(-1)?.content.length, 22 * 2 * 384)
  const logs = files.filter(({ path }) => path.includes('auth.log'))
  for (const { path, content } of logs) {
    assert.ok(files.some(file => file.path === path.replace('auth.log', 'syslog')))
    const text = path.endsWith('.gz') ? gunzipSync(content).toString() : content.toString()
    const times = text
      .split('\n')
      .filter(Boolean)
      .map(line => line.slice(0, 32))
    assert.deepEqual(times, times.toSorted())
    assert.ok(times.every(time => Date.parse(time) < now - 90 * 60_000))
  }
  const all = logs.map(({ content }) => (typeof content === 'string' ? content : gunzipSync(content).toString())).join('')
  assert.equal(all.match(/Accepted password for deploy from 198\.51\.100\.20/g)?.length, 22)
})

test('The older way of writing has no year and the time of the zone', () => {
  const file = pastLogs({ days: 1, friends: [friend], traditional: { offset: 8 } }, now).find(({ path }) => path === '/var/log/auth.log')
  assert.match(String(file?.content), /^Nov 2[12] 17:\d\d:\d\d orders sshd\[\d+\]: Accepted password for deploy/m)
})

test('The same days are written in every run', () => {
  const one = { days: 10, guesses: 20 }
  assert.deepEqual(pastLogs(one, now), pastLogs(one, now))
})
