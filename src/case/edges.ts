// How the things on a host hang together: who runs what, what starts what, who talks to whom.
import { type EntityId, entity } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import type { Edge } from '../core/incident.ts'

/** Everyone's parents: sharing one of these as a parent or target binds nothing. */
export const commonParents = /^(systemd|init|sshd|cron|crond|containerd-shim.*|dockerd|containerd|supervisord|tini|dumb-init|login|atd)$/
const mostPathsInText = 200

/** Paths that stand in a piece of text, without duplicates. */
export function pathsIn(text: string): readonly string[] {
  const found = new Set<string>()
  for (const match of text.matchAll(/(?<![\w/.])\/[^\s"'`;|&<>()\\,]{2,300}/g)) {
    found.add(match[0].replace(/[:.]+$/, ''))
    if (found.size >= mostPathsInText) break
  }
  return [...found]
}

/** Edges among all entities of the facts. `suspects` limits the ties that mean nothing between innocents. */
export function* edgesOf(facts: Facts, suspects: ReadonlySet<EntityId>): Generator<Edge> {
  const processes = new Map(facts.processes.map(p => [p.id, p]))
  const byPath = new Map(facts.files.map(f => [f.path, f.id]))
  const byInode = new Map(facts.files.map(f => [`${f.stat.dev} ${f.stat.ino}`, f.id]))
  for (const process of facts.processes) {
    if (process.exe !== undefined && !process.exe.memfd) {
      const { dev, ino, path } = process.exe
      yield { from: process.id, to: byInode.get(`${dev} ${ino}`) ?? byPath.get(path) ?? entity('file', path), how: 'runs' }
    }
    for (const argument of process.argv.slice(0, 20)) {
      const file = argument.startsWith('/') ? byPath.get(argument) : undefined
      if (file !== undefined && suspects.has(file)) yield { from: process.id, to: file, how: 'runs' }
    }
    const parent = process.parent && processes.get(process.parent)
    if (parent !== undefined && suspects.has(process.id) && suspects.has(parent.id) && !commonParents.test(parent.name))
      yield { from: parent.id, to: process.id, how: 'spawned' }
    if (process.container !== undefined && suspects.has(process.id)) yield { from: process.id, to: process.container, how: 'in' }
  }
  for (const socket of facts.sockets)
    for (const owner of socket.owners)
      if (suspects.has(owner) || suspects.has(socket.id)) yield { from: owner, to: socket.id, how: 'connects' }
  for (const entry of facts.autostarts) {
    if (entry.extent === 'file') yield { from: entry.id, to: entity('file', entry.path), how: 'is' }
    if (!suspects.has(entry.id)) continue
    for (const path of pathsIn(`${entry.command}\n${entry.text}`)) {
      const file = byPath.get(path)
      if (file !== undefined && suspects.has(file)) yield { from: entry.id, to: file, how: 'starts' }
    }
  }
  for (const file of facts.files) {
    if (!suspects.has(file.id) || file.head === undefined) continue
    for (const path of pathsIn(file.head)) {
      const other = byPath.get(path)
      if (other !== undefined && other !== file.id && suspects.has(other)) yield { from: file.id, to: other, how: 'names' }
    }
  }
  yield* besides(facts, suspects)
  yield* sameServer(facts, suspects)
  for (const key of facts.sshKeys) if (suspects.has(key.id)) yield { from: key.id, to: entity('user', key.user), how: 'opens' }
}

/** Suspect files in one directory belong together, unless it is one that everybody uses. */
function* besides(facts: Facts, suspects: ReadonlySet<EntityId>): Generator<Edge> {
  const everybodys =
    /^(\/|\/(etc|bin|sbin|lib|lib64|tmp|root|opt|var|dev\/shm|usr\/(bin|sbin|lib|local\/bin))|\/var\/tmp|\/etc\/(cron\.[a-z]+|init\.d|systemd\/system|profile\.d))$/
  const first = new Map<string, EntityId>()
  for (const file of facts.files) {
    if (!suspects.has(file.id)) continue
    const directory = file.path.slice(0, file.path.lastIndexOf('/')) || '/'
    if (everybodys.test(directory)) continue
    const other = first.get(directory)
    if (other === undefined) first.set(directory, file.id)
    else yield { from: other, to: file.id, how: 'beside' }
  }
}

/** Suspect texts that fetch from one server belong together. */
function* sameServer(facts: Facts, suspects: ReadonlySet<EntityId>): Generator<Edge> {
  const texts: (readonly [EntityId, string])[] = [
    ...facts.autostarts.map(a => [a.id, a.text] as const),
    ...facts.files.map(f => [f.id, f.head ?? ''] as const),
  ]
  const first = new Map<string, EntityId>()
  for (const [id, text] of texts) {
    if (!suspects.has(id)) continue
    for (const [, server = ''] of text.matchAll(/\b(?:https?|ftp|tftp):\/\/([a-z0-9.-]{4,100})/gi)) {
      const other = first.get(server)
      if (other === undefined) first.set(server, id)
      else if (other !== id) yield { from: other, to: id, how: 'same server' }
    }
  }
}
