// What all STIX objects of a report have in common: who made them, their ids, when, and with whom they may be shared.
import type { ReportCase } from '../core/report.ts'
import type { Lang } from '../core/text.ts'
import type { Json } from './json-lines.ts'
import { uuidOf } from './uuid.ts'

export interface StixObject {
  readonly type: string
  readonly id: string
  readonly [key: string]: Json | undefined
}

/** TLP:AMBER as STIX 2.1 §7.2.1.4 lays it down to the letter: names of hosts and accounts of the victim are in the report. */
export const amber: StixObject = {
  type: 'marking-definition',
  spec_version: '2.1',
  id: 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
  created: '2017-01-20T00:00:00.000Z',
  definition_type: 'tlp',
  name: 'TLP:AMBER',
  definition: { tlp: 'amber' },
}

/** Ids are the same for the same thing of the same incident. */
export function stixMaker({ incident, at }: ReportCase, lang: Lang) {
  const author = `identity--${uuidOf('davylamp')}`
  const idOf = (type: string, name: string): string => `${type}--${uuidOf(`${incident.id} ${incident.host} ${type} ${name}`)}`
  const make = (type: string, name: string, more: { readonly [key: string]: Json | undefined }): StixObject => ({
    type,
    spec_version: '2.1',
    id: idOf(type, name),
    created_by_ref: author,
    created: at,
    modified: at,
    // What names no language is English (§3.2).
    lang,
    object_marking_refs: [amber.id],
    ...more,
  })
  const identity: StixObject = {
    type: 'identity',
    spec_version: '2.1',
    id: author,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: 'davylamp',
    identity_class: 'system',
  }
  return { make, identity, idOf }
}

/** The same thing named twice is one object. */
export function withoutDoubles(objects: readonly StixObject[]): readonly StixObject[] {
  return [...new Map(objects.map(one => [one.id, one])).values()]
}
