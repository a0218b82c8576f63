import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, processOf, statOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { type EntityId, entity } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Instant } from '../core/instant.ts'
import { companionOfSuspect } from './companion-of-suspect.ts'

const detect = (rows: Partial<Facts>, ...leads: EntityId[]) => [...companionOfSuspect.detect(factsOf(rows), noIntel, new Set(leads))]
const named = (rows: Partial<Facts>, ...leads: EntityId[]) => detect(rows, ...leads).flatMap(f => f.about.slice(0, -1))
const born = (at: string, uid = 0) => statOf({ uid, btime: `2026-05-01T00:${at}.000Z` as Instant })
const bad = (path: string) => processOf({ pid: 7, exe: { path, deleted: false, memfd: false }, argv: [path] })
const file = (path: string, given: Partial<FileFact> = {}) => fileOf({ path, ...given })

test('hit: in the hidden or own temporary directory of a suspect, running or not, at any depth', () => {
  const process = bad('/tmp/.x/bin/kswapd0')
  assert.deepEqual(named({ processes: [process], files: [file('/tmp/.x/a/b'), file('/tmp/.y/a')] }, process.id), ['file:/tmp/.x/a/b'])
  assert.deepEqual(named({ files: [file('/dev/shm/b/c'), file('/dev/shm/d')] }, entity('file', '/dev/shm/b/m')), ['file:/dev/shm/b/c'])
  const directory = file('/var/tmp/.z', { stat: statOf({ type: 'directory' }), roles: ['hidden'] })
  assert.deepEqual(named({ files: [directory, file('/var/tmp/.z/lock')] }, directory.id), ['file:/var/tmp/.z/lock'])
})

test('hit: held open, given as an argument, named by an accused entry or script', () => {
  const process = { ...bad('/opt/m'), open: [{ fd: 3, target: '/var/tmp/out' }], argv: ['/opt/m', '--config=/tmp/c.json'] }
  const files = [file('/var/tmp/out'), file('/tmp/c.json'), file('/tmp/other.json')]
  assert.deepEqual(named({ processes: [process], files }, process.id), ['file:/var/tmp/out', 'file:/tmp/c.json'])
  const entry = autostartOf({ path: '/etc/cron.d/x', command: 'sh /tmp/run' })
  assert.deepEqual(named({ autostarts: [entry], files: [file('/tmp/run')] }, entry.id), ['file:/tmp/run'])
  const script = file('/opt/a.sh', { magic: 'script', head: '#!/bin/sh\nrm -f /tmp/rival\n. /tmp/env\necho 1 >/tmp/lock\n' })
  const beside = [script, file('/tmp/rival'), file('/tmp/env'), file('/tmp/lock')]
  assert.deepEqual(named({ files: beside }, script.id), ['file:/tmp/env', 'file:/tmp/lock'])
})

test('hit: copies in odd places, and executables dropped into the same directory within two minutes', () => {
  const miner = file('/tmp/m', { magic: 'elf', sha256: 'aa', stat: born('00:00') })
  const files = [
    miner,
    file('/var/tmp/n', { magic: 'elf', sha256: 'aa' }),
    file('/opt/app/n', { magic: 'elf', sha256: 'aa' }),
    file('/tmp/s.sh', { magic: 'script', stat: born('01:30') }),
    file('/tmp/late.sh', { magic: 'script', stat: born('09:00') }),
    file('/tmp/alice.sh', { magic: 'script', stat: born('00:10', 1000) }),
    file('/tmp/notes', { stat: born('00:10') }),
    file('/var/tmp/s.sh', { magic: 'script', stat: born('00:10') }),
  ]
  const found = detect({ files }, miner.id)
  assert.deepEqual(
    found.map(f => f.about.slice(0, -1)),
    [['file:/var/tmp/n'], ['file:/tmp/s.sh']],
  )
  assert.ok(found.every(f => f.severity === 'low'))
})

test('near miss: no suspect, system files it uses, packaged files, keys, services of others, image layers', () => {
  assert.deepEqual(named({ files: [file('/tmp/.x/a')] }), [])
  const process = {
    ...bad('/tmp/.x/m'),
    open: ['/etc/passwd', '/usr/bin/curl', '/var/log/syslog'].map((target, fd) => ({ fd, target })),
    argv: ['/tmp/.x/m', '/root/.ssh/id_rsa', '/srv/data'],
  }
  const files = [
    file('/etc/passwd'),
    file('/usr/bin/curl', { magic: 'elf' }),
    file('/var/log/syslog', { roles: ['log'] }),
    file('/root/.ssh/id_rsa'),
    file('/srv/data'),
    file('/tmp/.x/p', { packaged: 'intact' }),
    file('/tmp/.x/i', { containerLayer: 'image' }),
    file('/tmp/systemd-private-1-nginx.service-2/tmp/a.sh', { magic: 'script' }),
    file('/tmp/ssh-AbC/agent.1', { stat: statOf({ type: 'socket' }) }),
  ]
  assert.deepEqual(named({ processes: [process], files }, process.id), [])
})
