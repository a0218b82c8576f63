import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logSources } from '../src/core/log-format.ts'
import { hypotheses } from '../src/trace/entry/index.ts'
import { incidentNames, loadIncident, loadLabel, moments } from './incident.ts'

test('Every incident has a complete label and a script', async () => {
  const ways = new Set(hypotheses.map(({ id }) => id))
  for (const name of incidentNames()) {
    const { title, way, also = [], missing, tolerance = {}, plant, address } = await loadIncident(name)
    assert.ok(title.zh !== '' && title.en !== '', name)
    for (const one of [way, ...also]) assert.ok(ways.has(one), `${name}: there is no way in called ${one}`)
    for (const source of missing) assert.ok(source === 'clock' || (logSources as readonly string[]).includes(source), `${name}: ${source}`)
    for (const moment of Object.keys(tolerance)) assert.ok((moments as readonly string[]).includes(moment), `${name}: ${moment}`)
    assert.equal(typeof plant, 'function', name)
    // Networks for documentation and for inside only: nobody's address is named.
    if (address !== undefined) assert.match(address, /^(?:192\.0\.2|198\.51\.100|203\.0\.113|10(?:\.\d+){2})\.\d+$|^2001:db8:/, name)
  }
})

test('There are at least 24 incidents of many ways, and in at least half of them something is missing', async () => {
  const labels = incidentNames().map(loadLabel)
  assert.ok(labels.length >= 24)
  assert.ok(labels.filter(({ missing }) => missing.length > 0).length * 2 >= labels.length)
  assert.ok(new Set(labels.map(({ way }) => way)).size >= 12)
})
