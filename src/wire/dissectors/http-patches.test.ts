import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { ruleFiles } from '../../intel/lists.ts'
import { http } from './http.ts'

interface Sample {
  readonly request?: string
  readonly answer?: string
  readonly succeeded?: boolean
}

for (const { path, text } of ruleFiles('patches', '.json')) {
  const { id, protocol } = JSON.parse(text) as { id: string; protocol: string }
  if (protocol !== 'http') continue
  test(`virtual patch ${basename(path)} on whole requests`, () => {
    const samples = JSON.parse(readFileSync(path.replace(/\.json$/, '.samples.json'), 'utf8')) as { hits: Sample[]; misses: Sample[] }
    const exploits = ({ request = '', answer = '' }: Sample) => {
      const said: Said[] = [[0, request]]
      if (answer !== '') said.push([1, answer])
      return (rowsOfTalk([http], said).exploits ?? []).filter(row => row.patch === id)
    }
    for (const sample of samples.hits) {
      const [row] = exploits(sample)
      assert.ok(row !== undefined, `missed ${JSON.stringify(sample)}`)
      if (sample.answer !== undefined) assert.equal(row.succeeded, sample.succeeded, JSON.stringify(sample))
    }
    for (const sample of samples.misses) assert.deepEqual(exploits(sample), [], `wrongly hit ${JSON.stringify(sample)}`)
  })
}
