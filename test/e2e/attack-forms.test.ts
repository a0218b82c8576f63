// Every kind of persistence on small disks: what attackers leave is accused at medium or above, what ordinary machines have is not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scan } from '../../src/case/scan.ts'
import { scanModules } from '../../src/cli/modules.ts'
import { entity } from '../../src/core/entity.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { Instant } from '../../src/core/instant.ts'
import { memoryHost } from '../../src/host/memory.ts'
import { loadIntel } from '../../src/intel/load.ts'
import { persistence } from '../../src/persistence/index.ts'
import { boot } from './attack-forms/boot.ts'
import { entered } from './attack-forms/entered.ts'
import { events } from './attack-forms/events.ts'
import type { Disk, FormsByKind } from './attack-forms/form.ts'
import { scheduled } from './attack-forms/scheduled.ts'
import { carriers, maliciousLines, ordinaryLines } from './attack-forms/styles.ts'
import { units } from './attack-forms/units.ts'

const forms: FormsByKind = { ...scheduled, ...units, ...boot, ...entered, ...events }

/** Kinds that list only what is out of the ordinary: on a clean machine they have nothing to say. */
const listsOddOnly = new Set(['suid-implant', 'redis-dump', 'kernel-helper', 'pam-module', 'grub'])

const base: Disk = {
  '/etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
  '/etc/passwd':
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\nbob:x:1000:1000::/home/bob:/bin/bash\n',
  '/root/': '',
  '/home/bob/': '',
}
const intel = loadIntel()
const clock = { now: () => '2026-05-01T00:00:00.000Z' as Instant, usage: () => ({ cpuMs: 0, wallMs: 0, peakBytes: 0 }) }

function look(disk: Disk) {
  const host = memoryHost({ ...base, ...disk })
  const { result, facts } = scan(host, intel, scanModules, clock, { progress: () => {}, deep: false, gaps: [] })
  const grave = result.findings.filter(({ severity }) => /^(?:medium|high|critical)$/.test(severity))
  return { grave, autostarts: facts.autostarts, result }
}

const said = (findings: readonly Finding[]) => findings.map(f => `${f.severity} ${f.detector} ${f.about.join(' ')}`).join('\n')

/** A finding of medium or above names an entry of this kind, or its file. */
function assertAccused(kind: string, disk: Disk): void {
  const { grave, autostarts, result } = look(disk)
  const entries = autostarts.filter(entry => entry.kind === kind)
  assert.ok(entries.length > 0, `not listed: ${JSON.stringify(Object.keys(disk))}`)
  const naming = grave.filter(({ about, evidence }) =>
    entries.some(
      entry =>
        about.includes(entry.id) ||
        about.includes(entity('file', entry.path)) ||
        evidence.some(({ locator }) => locator === entry.path || locator.startsWith(`${entry.path}:`)),
    ),
  )
  assert.ok(naming.length > 0, `nobody accuses ${entries.map(e => `${e.path}: ${e.command}`).join('; ')}\n${said(result.findings)}`)
}

test('every registered kind has its forms, and no other', () => {
  assert.deepEqual(Object.keys(forms).sort(), persistence.map(({ id }) => id).sort())
})

for (const { id } of persistence) {
  const { malicious, benign } = forms[id] ?? { malicious: [], benign: [] }
  for (const [i, disk] of malicious.entries())
    test(`${id}: attack ${i + 1} is accused`, () => {
      assertAccused(id, disk)
    })
  for (const [i, disk] of benign.entries())
    test(`${id}: ordinary form ${i + 1} is left alone`, () => {
      const { grave, autostarts } = look(disk)
      assert.ok(listsOddOnly.has(id) || autostarts.some(({ kind }) => kind === id), 'nothing listed')
      assert.equal(said(grave), '')
    })
}

for (const [kind, diskOf] of Object.entries(carriers)) {
  test(`${kind}: a line of attack is accused in every style`, () => {
    for (const line of maliciousLines) assertAccused(kind, diskOf(line))
  })
  test(`${kind}: ordinary lines are left alone`, () => {
    for (const line of ordinaryLines) assert.equal(said(look(diskOf(line)).grave), '', line)
  })
}
