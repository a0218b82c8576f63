import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { autostartMinerCommand } from './autostart-miner-command.ts'

const wallet = '4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge'
const intel: Intel = {
  ...intelWith(),
  lookup: host => (host === 'pool.known.example' ? { value: host, kind: 'pool', source: 'list' } : undefined),
}
const detect = (command: string, given: Partial<Parameters<typeof autostartOf>[0]> = {}) => [
  ...autostartMinerCommand.detect(factsOf({ autostarts: [autostartOf({ path: '/etc/crontab', command, ...given })] }), intel, new Set()),
]

test('hit: command lines of miners under any name, a known pool, a wallet', () => {
  for (const command of [
    '/opt/.java/java -o stratum+tcp://p.example.com:3333 -u x',
    '/home/bob/.config/.gpu/miner --algo kawpow --server rvn.2miners.com:6060 --user RXXX',
    `/root/svc -o pool.example.net:443 --tls -k -u ${wallet} --rig-id x -B`,
    "sh -c 'cd /opt/a && ./b --url pool.known.example:443'",
    'nohup /usr/bin/x -o pool.known.example:3333 >/dev/null 2>&1 &',
  ])
    assert.deepEqual([detect(command)[0]?.severity, detect(command)[0]?.signal], ['high', 'mining'], command)
  assert.equal(detect(`/opt/a/run.sh ${wallet}`)[0]?.severity, 'medium')
  assert.equal(detect('xmrig -o stratum+tcp://p.example.com:3333 -u x -p x', { disabled: true })[0]?.severity, 'medium')
})

test('hit: the text of a file that is an entry as a whole', () => {
  const path = '/etc/cron.daily/x'
  const head = '#!/bin/sh\nnohup /usr/lib/x -o stratum+ssl://p.example.com:443 -u x -p x >/dev/null 2>&1 &\n'
  const autostarts = [autostartOf({ path, command: path, extent: 'file' })]
  const found = [
    ...autostartMinerCommand.detect(factsOf({ autostarts, files: [fileOf({ path, magic: 'script', head })] }), intel, new Set()),
  ]
  assert.equal(found[0]?.severity, 'high')
})

test('near miss: lines that search, show, fetch or watch, wallet software, a vouched file', () => {
  for (const command of [
    'grep -r "stratum+tcp://pool.known.example:3333" /var/log',
    'vim /root/xmrig.json -o pool.known.example:3333',
    'echo "xmrig -o stratum+tcp://pool.known.example:3333 -u x" >> /root/notes',
    'curl -s https://pool.known.example/api/stats -o /var/www/stats.json',
    `curl -s https://pool.known.example/api/miner/${wallet}/stats`,
    '/usr/lib/nagios/plugins/check_tcp -H pool.known.example -p 3333',
    '/usr/local/bin/check_stratum stratum+tcp://pool.known.example:3333',
    '/usr/local/bin/pool-exporter --url pool.known.example:3333',
    `/usr/bin/monero-wallet-rpc --sweep ${wallet}`,
    'pkill -f "xmrig|stratum"',
    '/usr/bin/certbot renew -q',
  ])
    assert.deepEqual(detect(command), [], command)
  const autostarts = [autostartOf({ path: '/etc/x', command: 'xmrig -o stratum+tcp://p.example.com:1 -u x' })]
  const files = [fileOf({ path: '/etc/x', packaged: 'intact' })]
  assert.deepEqual([...autostartMinerCommand.detect(factsOf({ autostarts, files }), intel, new Set())], [])
})
