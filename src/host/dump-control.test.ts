import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { isGap } from '../core/gap.ts'
import { dumpControl } from './dump-control.ts'
import { openSys } from './sys.ts'

async function withRedis(args: readonly string[], act: (port: number) => void): Promise<void> {
  const server = fork(join(import.meta.dirname, '../../test/redis-server.ts'), args, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  try {
    const [port] = await once(server, 'message')
    act(Number(port))
  } finally {
    server.kill('SIGKILL')
  }
}

test('where it saves is read, changed and changed back', async () => {
  await withRedis(['/var/spool/cron/crontabs'], port => {
    const control = dumpControl(openSys()!)
    assert.deepEqual(control.place(port), { directory: '/var/spool/cron/crontabs', file: 'root' })
    assert.equal(control.setPlace(port, { directory: '/var/lib/redis', file: 'a.rdb' }), undefined)
    assert.deepEqual(control.place(port), { directory: '/var/lib/redis', file: 'a.rdb' })
  })
})

test('a password is asked for, another protocol is spoken, nobody listens, no port: gaps', async () => {
  const why = (port: number): unknown => {
    const place = dumpControl(openSys()!, 500).place(port)
    return isGap(place) && place.why
  }
  await withRedis(['/', '-NOAUTH Authentication required.'], port => assert.equal(why(port), 'denied'))
  await withRedis(['/', 'HTTP/1.0 400 Bad Request'], port => assert.equal(why(port), 'malformed'))
  await withRedis(['/', '+'.repeat(100_000)], port => assert.ok(why(port)))
  for (const port of [1, 0, -1, 70_000, 1.5]) assert.ok(why(port))
})
