// What a finding rests on as OCSF 1.6 evidence artefacts, and the observables in it that others can search for.
import { addressBytes } from '../core/address.ts'
import { type EntityId, kindOf, nameOf } from '../core/entity.ts'
import type { Evidence, Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { Json } from './json-lines.ts'

type Row = { readonly [key: string]: Json }
interface Artefact {
  readonly evidence: Row
  readonly observables: readonly Row[]
}

const most = 20
/** Dictionary types of the observable object. */
const kinds = {
  hostname: [1, 'Hostname'],
  ip: [2, 'IP Address'],
  user: [4, 'User Name'],
  hash: [8, 'Hash'],
  path: [45, 'File Path'],
} as const

export function artefactsOf(
  finding: Finding,
  { origins }: Incident,
): { readonly evidences: readonly Row[]; readonly observables: readonly Row[] } {
  const said = finding.evidence.slice(0, most).map(excerptArtefact)
  const names = new Map(origins?.processes.map(one => [one.id, one.name]))
  const things = finding.about.slice(0, most).flatMap(id => entityArtefact(id, finding, names.get(id as EntityId<'process'>)) ?? [])
  const all = [...said, ...things]
  const observables = all.flatMap(one => one.observables)
  return { evidences: all.map(one => one.evidence), observables: [...new Map(observables.map(one => [JSON.stringify(one), one])).values()] }
}

function observable(name: string, kind: keyof typeof kinds, value: string): Row {
  const [type_id, type] = kinds[kind]
  return { name: `evidences[].${name}`, type_id, type, value }
}

function excerptArtefact({ source, locator, excerpt, sha256 }: Evidence): Artefact {
  const data = { source, locator, excerpt }
  if (sha256 === undefined) return { evidence: { data }, observables: [] }
  const path = locator.replace(/:\d+$/, '')
  const file = { ...fileOf(path), hashes: [{ algorithm_id: 3, algorithm: 'SHA-256', value: sha256 }] }
  return {
    evidence: { data, file },
    observables: [observable('file.path', 'path', path), observable('file.hashes[].value', 'hash', sha256)],
  }
}

/** Of what kind the file is was not asked: type 0 is "Unknown". */
function fileOf(path: string): Row {
  return { name: path.slice(path.lastIndexOf('/') + 1) || path, path, type_id: 0, type: 'Unknown' }
}

/** undefined for what evidence artefacts have no words for. */
function entityArtefact(id: EntityId, { class: about }: Finding, process: string | undefined): Artefact | undefined {
  const name = nameOf(id)
  // Who came in is the source; pools, and where programs were fetched from, were called.
  const end = about === 'access' ? 'src_endpoint' : 'dst_endpoint'
  switch (kindOf(id)) {
    case 'file':
      return { evidence: { file: fileOf(name) }, observables: [observable('file.path', 'path', name)] }
    case 'process': {
      const pid = Number.parseInt(name, 10)
      return {
        evidence: { process: { uid: name, ...(pid > 0 && { pid }), ...(process !== undefined && { name: process }) } },
        observables: [],
      }
    }
    case 'ip':
      return addressBytes(name) === undefined
        ? undefined
        : { evidence: { [end]: { ip: name } }, observables: [observable(`${end}.ip`, 'ip', name)] }
    case 'domain':
      return { evidence: { [end]: { hostname: name } }, observables: [observable(`${end}.hostname`, 'hostname', name)] }
    case 'user':
      return { evidence: { user: { name } }, observables: [observable('user.name', 'user', name)] }
    default:
      return undefined
  }
}
