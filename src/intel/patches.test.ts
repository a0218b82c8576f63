import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { Literals } from '../parse/literals.ts'
import { HttpRequest } from '../parse/protocols/http-request.ts'
import { ruleFiles } from './lists.ts'
import { parsePatch, patchesOf } from './patches.ts'

interface Sample {
  readonly parts?: Readonly<Record<string, string>>
  readonly request?: string
  readonly answer?: Readonly<Record<string, string>> | string
  readonly succeeded?: boolean
}

const files = ruleFiles('patches', '.json')

for (const { path, text } of files) {
  test(`virtual patch ${basename(path)} is well-formed, and its samples hit and miss`, () => {
    const patch = parsePatch(text)
    assert.ok(typeof patch !== 'string', String(patch))
    assert.equal(basename(path), `${patch.id}.json`)
    assert.match(patch.says.zh, /[\u4e00-\u9fff]/)
    const samples = JSON.parse(readFileSync(path.replace(/\.json$/, '.samples.json'), 'utf8')) as { hits: Sample[]; misses: Sample[] }
    assert.ok(samples.hits.length >= 1 && samples.misses.length >= 2)
    const set = patchesOf([patch]).of(patch.protocol)
    // Samples of HTTP are whole requests: src/wire/dissectors/http-patches.test.ts tries those.
    for (const { parts, answer, succeeded } of samples.hits)
      if (parts !== undefined) {
        assert.deepEqual(
          set.matching(name => parts[name] ?? ''),
          [patch],
          JSON.stringify(parts),
        )
        if (typeof answer === 'object')
          assert.equal(
            set.succeeded(patch, name => answer[name] ?? ''),
            succeeded ?? true,
          )
      }
    for (const { parts } of samples.misses)
      if (parts !== undefined)
        assert.deepEqual(
          set.matching(name => parts[name] ?? ''),
          [],
          JSON.stringify(parts),
        )
  })
}

const good = {
  id: 'x',
  cve: [],
  product: 'X',
  protocol: 'http',
  confidence: 'strict',
  mode: 'monitor',
  techniques: [],
  when: [{ where: ['path'], has: ['/x/'] }],
  says: { zh: '一', en: 'one' },
  references: [],
}
const wrong = (change: object): unknown => parsePatch(JSON.stringify({ ...good, ...change }))

test('a patch that is not well-formed is refused with the reason', () => {
  assert.equal(typeof wrong({}), 'object')
  assert.equal(wrong({ when: [{ where: ['path'], like: 'x' }] }), 'no condition names what must literally occur (2 characters at least)')
  assert.equal(wrong({ when: [{ where: ['path'], has: ['X/'] }] }), '"X/" must be in lower case, as parts are')
  for (const like of ['a.*b', '(a|b){2,9}', '(?=x)', 'a{2,}', '(a)\\1', '(', 'a{0,99}b{0,99}'])
    assert.equal(typeof wrong({ when: [{ where: ['path'], has: ['ab'], like }] }), 'string', like)
  assert.equal(parsePatch('[]') === undefined || typeof parsePatch('[]'), 'string')
})

test('where nothing is encoded, searching the whole request gives what searching its parts gives', () => {
  const patches = files.map(({ text }) => parsePatch(text)).filter(patch => typeof patch !== 'string')
  const set = patchesOf(patches).of('http')
  const literals = patches
    .filter(({ protocol }) => protocol === 'http')
    .flatMap(({ when }) => when.flatMap(({ is = [], has = [] }) => [...is, ...has]))
  const piece = fc.oneof(fc.constantFrom(...literals), fc.constantFrom('/', '?', '=', '&', 'a', 'GET', '.php', '#', ':', '+', '%41', '..'))
  const text = fc.array(piece, { maxLength: 5 }).map(pieces => pieces.join('').replaceAll(/\s/g, ''))
  const header = fc.tuple(fc.constantFrom('Host', 'Cookie', 'X-Api-Version', 'User-Agent', 'Content-Type', 'Next-Action'), text)
  let plain = 0
  let told = 0
  fc.assert(
    fc.property(fc.constantFrom('GET', 'PUT', 'DELETE'), text, fc.array(header, { maxLength: 4 }), (method, target, headers) => {
      const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')
      const request = new HttpRequest(`${method} /${target} HTTP/1.1\r\n${lines}\r\n\r\n`, '')
      if (!request.isPlain) return
      plain++
      const byParts = set.matching(name => request.part(name)).map(({ id }) => id)
      told += Math.min(1, byParts.length)
      assert.deepEqual(
        set
          .matching(name => request.part(name), request.text)
          .map(({ id }) => id)
          .sort(),
        byParts.sort(),
      )
    }),
    { numRuns: 3000 },
  )
  assert.ok(plain > 300 && told > 30, `${plain} plain, ${told} told`)
})

test('literals are found wherever they stand, in any case, as by looking for each alone', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      fc.uniqueArray(letters, { minLength: 1, maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'B', 'c', 'd', '\u4e00') }),
      (list, text) => {
        const literals = new Literals(list)
        const found = new Set<number>()
        literals.find(text, n => found.add(n))
        const lower = text.toLowerCase()
        const expected = list.map((literal, n) => (lower.includes(literal) ? n : -1)).filter(n => n >= 0)
        assert.deepEqual([...found].sort(), expected)
        const bytes = Uint8Array.from(lower, c => c.charCodeAt(0) & 0xff)
        if (!text.includes('\u4e00')) assert.equal(literals.occurs(bytes, 0, bytes.length), expected.length > 0)
      },
    ),
  )
})

test('a method is no literal to search for while another condition has one: not every request is a suspect', () => {
  const upload = parsePatch(
    JSON.stringify({
      ...good,
      when: [
        { where: ['method'], is: ['post'] },
        { where: ['path'], has: ['.php'] },
      ],
    }),
  )
  assert.ok(typeof upload !== 'string')
  const set = patchesOf([upload]).of('http')
  const suspects = (text: string): boolean => set.suspects(Buffer.from(text), 0, text.length)
  assert.deepEqual([suspects('POST / HTTP/1.1'), suspects('POST /a.php HTTP/1.1')], [false, true])
})
