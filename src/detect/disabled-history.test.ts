import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { disabledHistory } from './disabled-history.ts'

const said = (detector: Detector, rows: Partial<Facts>) =>
  [...detector.detect(factsOf(rows), noIntel, new Set())].map(f => `${f.severity} ${f.signal} ${f.evidence[0].locator}`)
const log = (path: string, ...oddities: readonly string[]) => ({ path, size: 0, oddities })

test('hits: frozen, led to /dev/null, and near misses', () => {
  const logFiles = [
    log('/root/.bash_history', 'immutable'),
    log('/home/a/.bash_history', 'symlink to /dev/null'),
    log('/home/b/.bash_history', 'append-only'),
    log('/home/c/.zsh_history'),
    log('/var/log/wtmp', 'symlink to /dev/null'),
  ]
  assert.deepEqual(said(disabledHistory, { logFiles }), ['medium intrusion /root/.bash_history', 'low intrusion /home/a/.bash_history'])
})
