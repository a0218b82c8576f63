// A replaced system command on an infected disk comes back out of a real .deb in apt's cache, and goes again when that is taken back.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { picture } from '../../src/cli/picture.ts'
import type { Plan } from '../../src/core/plan.ts'
import { debOf, hasDpkgDeb } from '../deb.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-reinstall-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const real = `\x7fELF ps as it is packaged ${'x'.repeat(5000)}`
const wrapper = '#!/bin/bash\nps.orig $@ | grep -v "kinsing\\|kdevtmpfsi"\n'

test('planned with its proof, performed, looked at, taken back', { skip: !hasDpkgDeb || process.getuid?.() !== 0 }, () => {
  const root = join(folder, 'root')
  cpSync(join(import.meta.dirname, '../../fixtures/hosts/kinsing/root'), root, { recursive: true, verbatimSymlinks: true })
  const put = (path: string, content: string | Buffer, mode = 0o644): void => {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), content)
    chmodSync(join(root, path), mode)
  }
  const deb = debOf('procps', { 'usr/bin/ps': real })
  const sums = `${createHash('md5').update(real).digest('hex')}  usr/bin/ps\n`
  put('/var/lib/dpkg/status', 'Package: procps\nStatus: install ok installed\nVersion: 1:4.0-1\nArchitecture: amd64\n')
  put('/var/lib/dpkg/info/procps.list', '/usr/bin/ps\n')
  put('/var/lib/dpkg/info/procps.md5sums', sums)
  put('/var/cache/apt/archives/procps_1%3a4.0-1_amd64.deb', deb)
  put('/usr/bin/ps', wrapper, 0o777)
  const on = ['--root', root, '--state', join(folder, 'state')]
  const before = picture(root)

  const plan = JSON.parse(davylamp(['plan', '--json', ...on]).out) as Plan
  const step = plan.steps.find(s => s.action === 'reinstall-file')
  assert.equal(
    step?.detail['archive'],
    '/var/cache/apt/archives/procps_1%3a4.0-1_amd64.deb',
    JSON.stringify(plan.steps.map(s => s.title.en)),
  )
  assert.ok(!plan.advice.some(a => /reinstall the package procps/.test(a.title.en)))
  assert.match(davylamp(['plan', ...on]).out, /from: \/var\/cache\/apt\/archives\/procps_.*no package list vouches/)

  const { code, out, err } = davylamp(['respond', '--yes', ...on])
  // One, as a guard leaves the directory of another trace to a person.
  assert.notEqual(code, 2, out + err)
  assert.match(out, /of what was answered nothing is left/)
  assert.equal(readFileSync(join(root, 'usr/bin/ps'), 'latin1'), real)
  assert.equal(statSync(join(root, 'usr/bin/ps')).mode & 0o7777, 0o755)

  assert.equal(davylamp(['undo', '--state', join(folder, 'state')]).code, 0)
  assert.equal(readFileSync(join(root, 'usr/bin/ps'), 'latin1'), wrapper)
  assert.deepEqual(picture(root), before)
  assert.ok(existsSync(join(root, 'var/cache/apt/archives')))
})
