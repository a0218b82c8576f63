import assert from 'node:assert/strict'
import { assertRefused, assertThereAndBack } from '../../test/actions.ts'
import { recordedOf, sha256Of, stepOf } from '../../test/control.ts'
import { onBoth } from '../../test/disk-host.ts'
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { lockAccount } from './lock-account.ts'

const passwd =
  'root:x:0:0:root:/root:/bin/bash\npg:x:105:110::/var/lib/pg:/bin/bash\nsys1:x:0:0::/tmp:/tmp/.sh\nhash:$6$aaaaaaaaaaaaa:1001:1001::/:/bin/sh\n'
const shadow = 'root:$y$j9T$x:20000:0:99999:7:::\npg:$y$j9T$y:20000:0:99999:7:::\nsys1:$6$z$:20000:::::: \n'

const accounts = { '/etc/passwd': { content: passwd, immutable: true }, '/etc/shadow': { content: shadow, mode: 0o640, gid: 42 } }

function stepFor(user: string, uid: number, more: Record<string, boolean> = {}): Step {
  return stepOf({ action: 'lock-account', before: sha256Of(passwd), detail: { user, uid, ...more } })
}

onBoth('an ordinary shell stays, the password opens nothing', hostOf => {
  const host = hostOf(accounts)
  assertThereAndBack(lockAccount, stepFor('pg', 105), host, () => {
    assert.equal(textOf(host.at('/etc/shadow')!.bytes), shadow.replace('pg:$y', 'pg:!$y'))
    assert.equal(textOf(host.at('/etc/passwd')!.bytes), passwd)
  })
})

onBoth('an odd shell becomes nologin, and an ordinary one where the plan asks for it', hostOf => {
  const host = hostOf(accounts)
  assertThereAndBack(lockAccount, stepFor('sys1', 0), host, () => {
    assert.equal(textOf(host.at('/etc/shadow')!.bytes), shadow.replace('sys1:$6', 'sys1:!$6'))
    assert.equal(textOf(host.at('/etc/passwd')!.bytes), passwd.replace('/tmp/.sh', '/usr/sbin/nologin'))
  })
  assertThereAndBack(lockAccount, stepFor('pg', 105, { nologin: true }), host, () => {
    assert.ok(textOf(host.at('/etc/passwd')!.bytes).includes('pg:x:105:110::/var/lib/pg:/usr/sbin/nologin\n'))
  })
})

onBoth('a password in passwd itself, and an empty one, are closed as well', hostOf => {
  const host = hostOf(accounts)
  assertThereAndBack(lockAccount, stepFor('hash', 1001), host, () => {
    assert.ok(textOf(host.at('/etc/passwd')!.bytes).includes('hash:!$6$aaa'))
  })
  const open = 'x::1:1::/:/bin/sh\n'
  const step = { ...stepFor('x', 1), before: sha256Of(open) }
  const empty = hostOf({ '/etc/passwd': open })
  assertThereAndBack(lockAccount, step, empty, () => assert.equal(textOf(empty.at('/etc/passwd')!.bytes), 'x:!:1:1::/:/bin/sh\n'))
})

onBoth('of root only an emptied password is closed, its shell and its own password stay', hostOf => {
  const emptied = shadow.replace('root:$y$j9T$x', 'root:')
  const host = hostOf({ ...accounts, '/etc/shadow': emptied })
  assertThereAndBack(lockAccount, stepFor('root', 0, { nologin: true }), host, () => {
    assert.equal(textOf(host.at('/etc/shadow')!.bytes), emptied.replace('root::', 'root:*:'))
    assert.equal(textOf(host.at('/etc/passwd')!.bytes), passwd)
  })
})

onBoth('root with a password, an unknown account, another uid, two lines of one name and drift are refused', hostOf => {
  const host = hostOf(accounts)
  assertRefused(lockAccount, stepFor('root', 0), host, 'absent')
  assertRefused(lockAccount, stepFor('nobody', 7), host, 'tampered')
  assertRefused(lockAccount, stepFor('pg', 106), host, 'tampered')
  assertRefused(lockAccount, { ...stepFor('sys1', 0), before: sha256Of('') }, host, 'tampered')
  const twice = `${passwd}sys1:x:0:0::/tmp:/bin/sh\n`
  assertRefused(lockAccount, { ...stepFor('sys1', 0), before: sha256Of(twice) }, hostOf({ '/etc/passwd': twice }), 'tampered')
  const locked = hostOf({ '/etc/passwd': passwd, '/etc/shadow': shadow.replace('pg:', 'pg:!') })
  assertRefused(lockAccount, stepFor('pg', 105), locked, 'absent')
})

onBoth("a lock that only half succeeded is taken back as far as it is davylamp's own", hostOf => {
  const host = hostOf(accounts)
  const step = stepFor('sys1', 0)
  const undo = lockAccount.prepare(step, host)
  assert.ok(!isGap(undo))
  const go = recordedOf(step, undo)
  host.put('/etc/passwd', `${passwd}new:x:1002:1002::/home/new:/bin/sh\n`)
  assert.ok(isGap(lockAccount.apply(go, host)))
  assert.notEqual(textOf(host.at('/etc/shadow')!.bytes), shadow)
  const told = lockAccount.undo(go, host)
  assert.ok(isGap(told) && told.source === '/etc/passwd')
  assert.equal(textOf(host.at('/etc/shadow')!.bytes), shadow)
  assert.ok(textOf(host.at('/etc/passwd')!.bytes).includes('new:x:1002'))
})
