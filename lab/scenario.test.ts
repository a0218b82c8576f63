import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { base58xmr } from '@scure/base'
import { fixtureFolder, fixtureNames, loadFixture, loadScenario, plantScript, type Scenario, scenarioNames } from './scenario.ts'
import { sightOfDisk } from './sight.ts'
import { values } from './values.ts'

const kinds = ['process', 'file', 'line', 'user', 'connection', 'mount']

function assertSound({ name, title, verdict, artefacts, decoys }: Scenario): void {
  assert.ok(title.zh.length > 0 && title.en.length > 0, `${name} has no title`)
  assert.ok(verdict === 'clean' ? artefacts.length === 0 : artefacts.length > 2, `${name} has ${artefacts.length} artefacts`)
  assert.ok(decoys.length > 5, `${name} has ${decoys.length} decoys`)
  for (const thing of [...artefacts, ...decoys])
    assert.ok(kinds.includes(thing.kind) && thing.note.length > 0, `${name}: ${JSON.stringify(thing)}`)
  const said = artefacts.map(({ note: _, ...thing }) => JSON.stringify(thing))
  assert.equal(new Set(said).size, said.length, `${name} counts something twice`)
  assert.ok(!said.some(text => text.includes('${')), `${name} has an unknown placeholder`)
}

test('each scenario has a sound answer key and a script', () => {
  const given = values()
  for (const name of scenarioNames()) {
    assertSound(loadScenario(name, given))
    assert.match(plantScript(name), /^# Shell functions/)
  }
})

test('what the infected disks are said to hold is there', () => {
  for (const name of fixtureNames()) {
    const fixture = loadFixture(name)
    assertSound(fixture)
    const root = join(fixtureFolder, name, 'root')
    assert.ok(existsSync(root))
    const sight = sightOfDisk(root)
    for (const thing of [...fixture.artefacts, ...fixture.decoys]) assert.ok(sight.exists(thing), `${name}: ${JSON.stringify(thing)}`)
  }
})

test('the example wallets are valid in form', () => {
  for (const name of ['WALLET', 'WALLET2']) {
    const bytes = base58xmr.decode(values()[name] ?? '')
    assert.equal(bytes.length, 69)
    assert.deepEqual(bytes.subarray(65), keccak_256(bytes.subarray(0, 65)).subarray(0, 4))
  }
})
