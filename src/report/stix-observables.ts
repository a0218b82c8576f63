// Things of a host as STIX cyber-observable objects. Their ids are made of their contents as STIX 2.1 §2.9 has it, so that every tool gives the same thing the same id.
import { addressBytes } from '../core/address.ts'
import { type EntityId, kindOf, nameOf } from '../core/entity.ts'
import type { ProcessOrigin } from '../core/origin.ts'
import { isDomainName } from './indicators.ts'
import { type Json, jsonLine } from './json-lines.ts'
import { amber, type StixObject } from './stix-object.ts'
import { likeRandom, uuidOf } from './uuid.ts'

const namespace = '00abedb4-aa42-466c-9c01-fed23315a9b7'

/** `given` in the order of its keys: the id is made of canonical JSON (RFC 8785), and all of it contributes. */
function observable(type: string, given: { readonly [key: string]: Json }): StixObject {
  return {
    type,
    spec_version: '2.1',
    id: `${type}--${uuidOf(jsonLine(given).trimEnd(), namespace)}`,
    object_marking_refs: [amber.id],
    ...given,
  }
}

/** What a thing is in STIX, the thing itself last, what it refers to before it; nothing for what STIX has no words for. */
export function observablesOf(id: EntityId): readonly StixObject[] {
  const name = nameOf(id)
  switch (kindOf(id)) {
    case 'file':
      return fileObjects(name)
    case 'domain':
      return isDomainName(name) ? [observable('domain-name', { value: name })] : []
    case 'ip':
      return addressObject(name)
    case 'connection':
      return trafficObjects(name)
    case 'user':
      return [observable('user-account', { account_login: name })]
    default:
      return []
  }
}

export function fileObjects(path: string, sha256?: string): readonly StixObject[] {
  const slash = path.lastIndexOf('/')
  const folder = slash < 0 ? [] : [observable('directory', { path: path.slice(0, slash) || '/' })]
  const name = path.slice(slash + 1)
  if (name === '') return folder
  const hashes = sha256 === undefined ? {} : { hashes: { 'SHA-256': sha256 } }
  return [...folder, observable('file', { ...hashes, name, ...(folder[0] !== undefined && { parent_directory_ref: folder[0].id }) })]
}

export function processObjects({ id, pid, exe, cwd, startedAt }: ProcessOrigin, sha256?: string): readonly StixObject[] {
  const files = exe.startsWith('/') ? fileObjects(exe, sha256) : []
  const image = files.at(-1)
  return [
    ...files,
    {
      type: 'process',
      spec_version: '2.1',
      // Processes must have random ids (§6.13).
      id: `process--${likeRandom(`process ${id} ${startedAt ?? ''} ${exe}`)}`,
      object_marking_refs: [amber.id],
      pid,
      ...(startedAt !== undefined && { created_time: startedAt }),
      ...(cwd !== '' && { cwd }),
      ...(image?.type === 'file' && { image_ref: image.id }),
    },
  ]
}

function addressObject(value: string): readonly StixObject[] {
  if (addressBytes(value) === undefined) return []
  return [observable(value.includes(':') ? 'ipv6-addr' : 'ipv4-addr', { value })]
}

const ends = /^(tcp|udp)\/(?:\[([^\]]+)\]|([\d.]+)):(\d{1,5})-(?:\[([^\]]+)\]|([\d.]+)):(\d{1,5})/

function trafficObjects(name: string): readonly StixObject[] {
  const [, transport = '', six, four, port, otherSix, otherFour, otherPort] = ends.exec(name) ?? []
  const own = { address: addressObject(six ?? four ?? '')[0], port: Number(port) }
  const peer = { address: addressObject(otherSix ?? otherFour ?? '')[0], port: Number(otherPort) }
  if (own.address === undefined || peer.address === undefined || peer.port === 0) return []
  // A socket does not tell who called: the lower port is the one that was called.
  const [from, to] = own.port < peer.port ? [peer, own] : [own, peer]
  const network = own.address.type === 'ipv6-addr' ? 'ipv6' : 'ipv4'
  const traffic = {
    dst_port: to.port,
    dst_ref: to.address!.id,
    protocols: [network, transport],
    src_port: from.port,
    src_ref: from.address!.id,
  }
  return [own.address, peer.address, observable('network-traffic', traffic)]
}
