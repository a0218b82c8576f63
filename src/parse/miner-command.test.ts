import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { readMinerCommand } from './miner-command.ts'
import { shellCommands } from './shell-words.ts'

const xmr = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'
const eth = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const score = (line: string) => readMinerCommand(shellCommands(line)[0]?.words ?? [])?.score ?? 0

const miners: Readonly<Record<string, number>> = {
  [`xmrig -o pool.supportxmr.com:443 -u ${xmr} -k --tls -p rig`]: 0.85,
  [`/usr/sbin/httpd --don=1 -p x -u ${xmr}.w1 -o 192.0.2.1:80 -k`]: 0.7,
  '/tmp/a --url=stratum+tcp://192.0.2.1:3333 --user x --pass x': 0.7,
  [`kworker -a rx/0 -o h.example.org:10128 -u ${xmr}`]: 0.7,
  '[kthreadd] -B --donate-level 1 --cpu-max-threads-hint=50 --randomx-mode=light -c /tmp/c.json': 0.8,
  './x --coin monero --nicehash --rig-id a -o 192.0.2.9:443': 0.5,
  [`lolMiner --algo ETCHASH --pool etc.2miners.com:1010 --user ${eth}`]: 0.8,
  [`sshd-update --algo ETCHASH --pool etc.example:1010 --user ${eth}.rig`]: 0.6,
  'python3 -a kawpow -o stratum+tcp://rvn.2miners.com:6060 -u RVNwallet.w -p x': 0.8,
  './t-rex -a kawpow -o stratum+tcp://rvn.2miners.com:6060 -u w -p x': 0.85,
  'miner --algo kawpow --server rvn.example:6060 --user RTx': 0.5,
  'nbminer -a ethash -o ethproxy+tcp://eth.example:3333 -u 0xabc.rig': 0.85,
  'teamredminer -a kawpow -o stratum+tcp://rvn.example:6060 -u R.x -p x': 0.85,
  [`PhoenixMiner.exe -pool eth.example:4444 -wal ${eth}`]: 0.6,
  [`ethminer -P stratum1+ssl://${eth}.w@eu1.example:5555`]: 0.85,
  'minerd -a cryptonight -o stratum+tcp://x.example:3333 -u 4x -p x': 0.85,
  [`./SRBMiner-MULTI --disable-gpu --algorithm randomx --pool x.example:3333 --wallet ${xmr}`]: 0.85,
  [`bminer -uri stratum://${eth}@eth.example:3333`]: 0.8,
  [`nohup sudo -u nobody nice -n 19 ./init -o h.example:443 -u ${xmr} -p x`]: 0.5,
  [`bash -c "cd /tmp; ./x -o stratum+tcp://h.example:1 -u ${xmr}"`]: 0.7,
  [`docker run -d img --url stratum+tcp://h.example:1 --user ${xmr}`]: 0.7,
  [`perfd -o 192.0.2.1:3333 -u ${xmr} -p news`]: 0.85,
  'xmrig-6.21.0': 0.6,
}
for (const [line, least] of Object.entries(miners)) {
  test(`hit: ${line.slice(0, 60)}`, () => assert.ok(score(line) >= least, `${score(line)} < ${least}`))
}

const innocent = [
  'curl -o out.bin -u user:pass -p http://192.0.2.1:8080/x',
  'curl -u admin:x -o localhost:3333 https://h.example/',
  'ssh -o StrictHostKeyChecking=no -p 2222 -u x root@192.0.2.1',
  'rsync -avz -o -u -p a.example:/src /dst',
  'mysql -u root -p secret -h db.example:3306',
  'node --max-old-space-size=4096 server.js --threads 8',
  'java -cp a.jar -Xmx4g com.example.Pool --pool db.example:5432 --user app --password x',
  'ffmpeg -i a.mp4 -c:v libx264 -threads 8 -o out.mp4',
  'grep -r stratum+tcp /etc',
  "grep -rE 'stratum+tcp://pool.supportxmr.com:3333|--donate-level' /var/log",
  'vim /etc/pools.txt stratum+tcp://a.example:1',
  'bash -c "grep -r stratum+tcp://a.b:3333 /etc"',
  'git clone https://github.com/xmrig/xmrig',
  'pkill -f xmrig',
  'make -C xmrig',
  'postgres -D /data -c config_file=/etc/postgresql.conf -p 5432',
  '/usr/sbin/chronyd -F 1 --stratum 10',
  'nginx: worker process',
  'python3 train.py --algo ppo --coin 3 --intensity 4 --user u --pool 10',
  'openssl speed -a sha256',
  'hashcat -a 0 -m 1000 -o found.txt hashes.txt',
  'proxy --url https://api.example.com:8443/ --user svc --pass x',
  'pgbouncer -d /etc/pgbouncer.ini -u postgres',
  'restic --password-file p -r sftp:u@h:/b backup --host h.example:22',
]
for (const line of innocent) test(`near miss: ${line.slice(0, 60)}`, () => assert.ok(score(line) < 0.3, String(score(line))))

test('never throws on any argv, and a long one takes as long as it is', () => {
  fc.assert(fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 20 }), argv => void readMinerCommand(argv)))
  fc.assert(
    fc.property(fc.array(fc.constantFrom('--', '-o', '--=', '--don', 'sh', '-c', 'sudo', 'a:1', '$(', xmr), { maxLength: 20 }), argv => {
      const read = readMinerCommand(argv)
      assert.ok(read === undefined || (read.score >= 0.3 && read.score <= 1 && read.evidence.length > 0))
    }),
  )
  const argv = (count: number, length: number): string[] => Array.from({ length: count }, () => `--donate-level=${'x'.repeat(length)}`)
  assertGrowsLinearly(size => void readMinerCommand(argv(size, 2000)), 32, 'many arguments')
  assertGrowsLinearly(size => void readMinerCommand(argv(100, size)), 128, 'long arguments')
})
