// What the rest of a host says about its SSH keys: who carries one, which key files are locked, and which families are there.
import type { EntityId } from '../core/entity.ts'
import type { SshKey } from '../core/facts/account.ts'
import type { Facts } from '../core/facts.ts'
import { type Evidence, evidence } from '../core/finding.ts'
import type { Intel } from '../core/intel.ts'
import { isVouchedFor } from './reference-material.ts'
import { isSharedFile } from './shared-files.ts'

export interface Carrier {
  readonly id: EntityId
  readonly text: string
  readonly at: Evidence
}

/** Texts of what is accused already: scripts, jobs, command lines. Never key files themselves, which hold the owner's keys too. */
export function carriersOf(
  { files, autostarts, processes }: Pick<Facts, 'files' | 'autostarts' | 'processes'>,
  leads: ReadonlySet<EntityId>,
): readonly Carrier[] {
  if (leads.size === 0) return []
  const carriers: Carrier[] = []
  for (const file of files) {
    const text = file.head ?? file.elf?.strings.join('\n')
    if (text === undefined || !leads.has(file.id) || isSharedFile(file.path) || isVouchedFor(file)) continue
    carriers.push({ id: file.id, text, at: evidence('file', file.path, 'carries the same public key', file.sha256) })
  }
  for (const { id, kind, path, line, text } of autostarts)
    if (leads.has(id) && kind !== 'authorized-keys')
      carriers.push({ id, text, at: evidence('autostart', `${path}:${line}`, 'writes the same public key') })
  for (const { id, pid, argv } of processes)
    if (leads.has(id))
      carriers.push({ id, text: argv.join(' '), at: evidence('proc', `/proc/${pid}/cmdline`, 'carries the same public key') })
  return carriers
}

export interface KeyLocks {
  /** Fingerprints in an authorized_keys2 that is flagged +i or +a and no link, and in the same account's first file as well. */
  readonly secondCopies: ReadonlySet<string>
  /** Keys that stand alone in a file flagged +i and +a. */
  readonly soleKeys: ReadonlySet<EntityId>
}

export function isSecondFile(path: string): boolean {
  return /\/\.ssh\/authorized_keys2$/.test(path)
}

export function locksOf({ sshKeys, files }: Pick<Facts, 'sshKeys' | 'files'>): KeyLocks {
  const stats = new Map(files.filter(f => f.stat.type === 'file').map(f => [f.path, f.stat]))
  const secondCopies = new Set<string>()
  const soleKeys = new Set<EntityId>()
  const byFile = Map.groupBy(sshKeys, key => key.path)
  const holds = (path: string, { fingerprint }: SshKey): boolean => (byFile.get(path) ?? []).some(key => key.fingerprint === fingerprint)
  for (const [path, keys] of byFile) {
    const stat = stats.get(path)
    const [only] = keys
    if (stat?.immutable === true && stat.appendOnly === true && keys.length === 1 && only !== undefined) soleKeys.add(only.id)
    if ((stat?.immutable !== true && stat?.appendOnly !== true) || !isSecondFile(path)) continue
    for (const key of keys) if (holds(path.slice(0, -1), key)) secondCopies.add(key.fingerprint)
  }
  return { secondCopies, soleKeys }
}

/** PuTTYgen names every key by type and day: thousands of owners share such a comment, so that it marks nobody by itself. */
export function isPuttyComment(text: string): boolean {
  return /^(?:rsa|dsa|dss|ecdsa|eddsa|ed25519)-key-\d{8}$/.test(text)
}

/** Families of which a program, process or job lies on the host. */
export function familiesPresent({ files, processes }: Pick<Facts, 'files' | 'processes'>, intel: Intel): ReadonlySet<string> {
  const present = new Set<string>()
  for (const file of files) if (!isVouchedFor(file)) for (const { id } of intel.familiesOfPath(file.path)) present.add(id)
  for (const { name, exe } of processes) {
    for (const { id } of intel.familiesOfPath(exe?.path ?? '')) present.add(id)
    const named = intel.familyOfName(name)
    if (named !== undefined) present.add(named.id)
  }
  return present
}
