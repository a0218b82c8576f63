// Whether a document is what its standard asks: the schemas of fixtures/schemas, and what no schema can say of ids and references.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false, strictTuples: false })
formats.default(ajv)

/** What is wrong with the document, a line each. */
export function wrongs(name: string): (document: unknown) => readonly string[] {
  const validate = ajv.compile(JSON.parse(readFileSync(join(import.meta.dirname, `../fixtures/schemas/${name}.json`), 'utf8')))
  return document =>
    validate(document) ? [] : (validate.errors ?? []).map(e => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`)
}

type Row = Readonly<Record<string, unknown>>

/** Every id once, and everything that is referred to in the bundle. */
export function assertWhole(objects: readonly Row[]): void {
  const ids = objects.map(one => String(one['id']))
  assert.equal(new Set(ids).size, ids.length, 'an id stands twice')
  const known = new Set(ids)
  for (const one of objects)
    for (const [key, value] of Object.entries(one))
      if (/_refs?$/.test(key))
        for (const id of [value].flat()) assert.ok(known.has(String(id)), `${key} of ${one['id']} leads nowhere: ${id}`)
}

/** Valid Unicode, also behind escapes. */
export function assertUnicode(text: string): void {
  assert.ok(text.isWellFormed())
  JSON.parse(text, (key, value: unknown) => {
    assert.ok(key.isWellFormed() && (typeof value !== 'string' || value.isWellFormed()), JSON.stringify(value))
    return value
  })
}
