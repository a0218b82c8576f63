import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { readMinerConfig, readMinerStrings } from './miner-config.ts'

const xmr = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'
const xmrig = `{
  // comment
  "api": {"id": null}, "autosave": true,
  "cpu": {"enabled": true, "huge-pages": true, "max-threads-hint": 75},
  "donate-level": 0,
  "pools": [{"algo": "rx/0", "coin": null, "url": "gulf.moneroocean.stream:10128", "user": "${xmr}", "pass": "x", "keepalive": true}]
}`

test('xmrig, whole, truncated and embedded in other bytes', () => {
  const read = readMinerConfig(xmrig)
  assert.ok(read !== undefined && read.score > 0.85 && !read.placeholder)
  assert.deepEqual([read.pools[0]?.host, read.pools[0]?.port, read.wallets[0]?.address], ['gulf.moneroocean.stream', 10128, xmr])
  for (let cut = 330; cut < xmrig.length; cut += 17) assert.ok(readMinerConfig(`\x7fELF\0\0${xmrig.slice(100, cut)}`), String(cut))
})

test('xmr-stak, cpuminer, T-Rex, lolMiner and plain key=value', () => {
  const kinds = [
    `"pool_list" : [ {"pool_address" : "p.example:3333", "wallet_address" : "${xmr}", "rig_id" : "", "use_nicehash" : false, "pool_weight" : 1 } ], "currency" : "monero",`,
    '{"url":"stratum+tcp://p.example:3333","user":"w.1","pass":"x","algo":"yescrypt","threads":4}',
    '{"pools":[{"user":"R.w","url":"stratum+tcp://rvn.example:6060","pass":"x"}],"algo":"kawpow","lhr-tune":-1}',
    '{"DEFAULTS":{"APIPORT":8020},"ETC":{"ALGO":"ETCHASH","POOLS":[{"POOL":"etc.example:1010","USER":"0xabc","PASS":"x"}]}}',
    `algo=randomx\npool=p.example:443\nwallet=${xmr}\n`,
  ]
  for (const text of kinds) assert.ok(readMinerConfig(text), text)
})

test('the example that ships with a miner is told apart', () => {
  assert.equal(readMinerConfig(xmrig.replace(xmr, 'YOUR_WALLET_ADDRESS'))?.placeholder, true)
})

test('near misses: other JSON, pools of databases, shop wallets', () => {
  const innocent = [
    '{"name":"x","version":"1.0.0","scripts":{"test":"node"},"repository":{"url":"git+ssh://git@github.com:22/x.git"}}',
    '{"editor.tabSize":2,"remote.host":"a.example:22","coin":"x"}',
    'services:\n  db:\n    environment:\n      pools: 5\n      url: "db.example:5432"\n      user: "app"\n',
    '[databases]\nuser=app host=db.example:5432 pool_mode=session\npool_size=20\n',
    '{"pools":[{"url":"redis.example:6379","user":"app","pass":"x"}],"algo":"sha256"}',
    'donate: bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq host=a.example:1 thank you',
    '{"algo":"scrypt","user":"x","host":"db.example:3306"}',
  ]
  for (const text of innocent) assert.equal(readMinerConfig(text), undefined, text)
})

test('strings of a program', () => {
  assert.ok(readMinerStrings(['stratum+tcp://', 'donate-level', 'rx/0', 'XMRig 6.21']))
  assert.equal(readMinerStrings(['mining.subscribe', 'stratum+tcp://', 'seed']), undefined)
  assert.equal(readMinerStrings(['https://x', 'usage: %s']), undefined)
})

test('never throws, and garbage takes as long as it is', () => {
  fc.assert(fc.property(fc.string({ maxLength: 500 }), text => void readMinerConfig(text)))
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (a, b) => {
      const read = readMinerConfig(a + xmrig + b)
      assert.ok(read !== undefined && read.score <= 1)
    }),
  )
  for (const piece of ['"url":"a.b:1",', '"', '"user":', "'a':'", 'a =', '"a"   ', xmr])
    assertGrowsLinearly(size => void readMinerConfig(piece.repeat(size / piece.length)), 8192, piece)
})
