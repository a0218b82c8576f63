import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, processOf, socketOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { factsOf } from '../core/facts.ts'
import { authorised } from './authorised.ts'
import { authorisedMiner } from './authorised-miner.ts'

const declared = { path: '/opt/m/xmrig', sha256: 'a'.repeat(64), unit: 'm.service', wallet: `4${'B'.repeat(94)}`, note: 'lab' }
const intel = intelWith({ authorised: [declared] })
const own = {
  pid: 7,
  argv: ['/opt/m/xmrig', '-c', 'pool.json'],
  cwd: '/opt/m',
  cgroup: ['0::/system.slice/m.service'],
  exe: { path: declared.path, deleted: false, memfd: false },
}
const factsWith = (process: object, sha256 = declared.sha256, wallet = declared.wallet) => {
  const row = processOf({ ...own, ...process })
  const files = [fileOf({ path: declared.path, sha256 }), fileOf({ path: '/opt/m/pool.json', head: `{"user":"${wallet}"}` })]
  return factsOf({ processes: [row], files, sockets: [socketOf({ owners: [row.id] })] })
}

test('hit: all four agree; process, file, configuration, wallet and connection are marked', () => {
  const facts = factsWith({})
  assert.equal(authorised(facts, intel).size, 5)
  const [finding] = [...authorisedMiner.detect(facts, intel, new Set())]
  assert.deepEqual([finding?.signal, finding?.severity], ['context', 'info'])
})

test('near miss: any one of hash, path, unit or wallet differs', () => {
  const others = [
    factsWith({}, 'b'.repeat(64)),
    factsWith({ exe: { path: '/tmp/xmrig', deleted: false, memfd: false } }),
    factsWith({ exe: { path: declared.path, deleted: true, memfd: false } }),
    factsWith({ cgroup: ['0::/system.slice/other.service'] }),
    factsWith({ cgroup: ['0::/system.slice/xm.service/m.service.evil'] }),
    factsWith({}, declared.sha256, 'another'),
  ]
  for (const facts of others) assert.equal(authorised(facts, intel).size, 0)
})

test('nothing runs: the unit counts when it starts the declared file and names the declared wallet', () => {
  const unit = (command: string) =>
    factsOf({
      files: [fileOf({ path: declared.path, sha256: declared.sha256 })],
      autostarts: [autostartOf({ path: '/etc/systemd/system/m.service', command })],
    })
  assert.equal(authorised(unit(`${declared.path} -o pool:3333 -u ${declared.wallet}`), intel).size, 3)
  assert.equal(authorised(unit(`${declared.path} -o pool:3333 -u another`), intel).size, 0)
  assert.equal(authorised(unit(`/tmp/x -u ${declared.wallet}`), intel).size, 0)
})
