import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { FileFact } from '../core/facts/file.ts'
import { factsOf } from '../core/facts.ts'
import { programOfMinerCommand } from './program-of-miner-command.ts'

const path = '/usr/lib/x/.c/kthrotld'
const command = `setsid ${path} -o stratum+tcp://pool.example.net:3333 -u worker -p x --donate-level 1`
const program = (given: Partial<FileFact> = {}) => fileOf({ path, magic: 'elf', ...given })
const script = (head: string, given: Partial<FileFact> = {}) =>
  fileOf({ path: '/opt/keep.sh', magic: 'script', head: `#!/bin/sh\n${head}\n`, ...given })
const said = (files: FileFact[], autostarts: Autostart[] = []) =>
  [...programOfMinerCommand.detect(factsOf({ files, autostarts }), noIntel, new Set())].map(f => f.about.join(' '))

test('hit: started so by a script, by a cron job', () => {
  assert.deepEqual(said([script(`pgrep -x kthrotld || ${command}`), program()]), [`file:${path}`])
  assert.deepEqual(said([program()], [autostartOf({ path: '/etc/cron.d/x', command })]), [`file:${path}`])
})

test('near miss: other options, a script that a package vouches for, an entry that is switched off, one that only speaks of it', () => {
  assert.deepEqual(said([script(`${path} --config /etc/app.json --threads 4`), program()]), [])
  assert.deepEqual(said([script(command, { packaged: 'intact' }), program()]), [])
  assert.deepEqual(said([program()], [autostartOf({ path: '/etc/cron.d/x', command, disabled: true })]), [])
  assert.deepEqual(said([script(`echo "${command}"`), program()]), [])
})

test('near miss: the program is packaged, came with an image, is an interpreter or is not there', () => {
  for (const given of [{ packaged: 'intact' }, { packaged: 'unverifiable' }, { containerLayer: 'image' }, { magic: 'text' }] as const)
    assert.deepEqual(said([script(command), program(given)]), [])
  assert.deepEqual(said([script(command)]), [])
  const python = '/opt/venv/bin/python3'
  assert.deepEqual(said([script(command.replace(path, python)), program({ path: python })]), [])
})
