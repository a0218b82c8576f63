import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intelWith } from '../../../test/intel-with.ts'
import { iisLog } from './iis.ts'

const { patches } = intelWith()
const drafts = (...lines: string[]) => {
  const reader = iisLog.open({ path: '/x', user: '', patches })
  return lines.flatMap(line => [...reader.line(line)])
}

test('columns by their names, in any order', () => {
  const [usual] = drafts('2026-11-22 00:48:13 10.0.0.5 POST /upload/a.aspx - 443 bob 203.0.113.9 Mozilla/5.0+(x) - 200 0 0 15')
  assert.deepEqual(
    [usual?.attack, usual?.address, usual?.user, usual?.agent, usual?.time],
    ['uploaded-script', '203.0.113.9', 'bob', 'Mozilla/5.0 (x)', { ms: Date.UTC(2026, 10, 22, 0, 48, 13), zoned: true, grain: 1 }],
  )
  const [other] = drafts(
    '#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status',
    '2026-11-22 00:48:13 203.0.113.9 GET /scripts/..%255c../winnt/system32/cmd.exe /c+dir 404',
  )
  assert.equal(other?.address, '203.0.113.9')
  assert.equal(other?.verb, 'exploit')
})

test('near misses: comments, lines of another shape, reading', () => {
  assert.deepEqual(
    drafts(
      '#Software: Microsoft Internet Information Services 10.0',
      '2026-11-22 00:48:13 POST /x',
      '2026-11-22 00:48:13 10.0.0.5 GET /a.aspx id=1 443 - 203.0.113.9 x - 200 0 0 15',
    ),
    [],
  )
  assert.ok(iisLog.recognise('#Software: x\n#Fields: date time cs-method\n', 'x') > 0.9)
})

test('property: any text, no throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 60 }), { maxLength: 20 }),
      words => void drafts(`#Fields: ${words.join(' ')}`, words.join(' ')),
    ),
  )
})

test('CloudFront: tabs, and twice encoded blanks', () => {
  const reader = iisLog.open({ path: '/x', user: '', patches: intelWith().patches })
  const lines = [
    '#Fields: date\ttime\tx-edge-location\tsc-bytes\tc-ip\tcs-method\tcs(Host)\tcs-uri-stem\tsc-status\tcs(Referer)\tcs(User-Agent)\tcs-uri-query',
    '2026-11-21\t16:48:13\tFRA2\t392\t203.0.113.9\tPOST\td111.cloudfront.net\t/api/x\t200\t-\tMozilla/5.0%2520(X11)\ty=1',
  ]
  const [one] = lines.flatMap(line => [...reader.line(line)])
  assert.deepEqual([one?.request, one?.address, one?.status, one?.agent], ['POST /api/x?y=1', '203.0.113.9', 200, 'Mozilla/5.0 (X11)'])
  assert.equal(reader.time(lines[1] ?? '')?.ms, Date.UTC(2026, 10, 21, 16, 48, 13))
})
