import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isGap, known } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { filesMatching, homePlaces, matchesPart, ownHomePlaces, places } from './matching.ts'

const paths = (tree: Record<string, Node>, patterns: string[], links: 'follow' | 'skip' = 'follow') =>
  [...filesMatching(memoryHost(tree), places(patterns), links)].filter(known).map(file => file.path)

test('stars match pieces of one part, dots only where asked for', () => {
  const tree = { '/etc/a.conf': '', '/etc/.b.conf': '', '/etc/d/c.conf': '', '/etc/x.txt': '' }
  assert.deepEqual(paths(tree, ['/etc/*.conf']), ['/etc/a.conf'])
  assert.deepEqual(paths(tree, ['/etc/.*', '/etc/*/*']), ['/etc/.b.conf', '/etc/d/c.conf'])
})

test('one file is given once, symlinks are followed or passed over, directories are none', () => {
  const tree: Record<string, Node> = { '/usr/lib/x': 'x', '/lib': { link: 'usr/lib' }, '/etc/l': { link: '/usr/lib/x' }, '/etc/dir/': '' }
  assert.deepEqual(paths(tree, ['/lib/*', '/usr/lib/*', '/etc/*']), ['/lib/x'])
  assert.deepEqual(paths(tree, ['/etc/*'], 'skip'), [])
})

test('an unreadable directory is a gap, an absent one is not', () => {
  const rows = [...filesMatching(memoryHost({ '/a/': { gap: 'denied' } }), places(['/a/*', '/b/*']))]
  assert.deepEqual(
    rows.map(row => isGap(row) && row.why),
    ['denied'],
  )
})

test('homes that are parts of the system are no own homes', () => {
  const passwd = 'a:x:1:1::/home/a:\nbin:x:2:2::/bin:\nr:x:3:3::/:\np:x:4:4::/var/lib/p:\nn:x:5:5::/var/spool/news:\nw:x:6:6::/var/www:\n'
  const host = memoryHost({ '/etc/passwd': passwd })
  assert.deepEqual(
    ownHomePlaces(host, ['x']).map(place => place.base),
    ['/root', '/home/a', '/var/lib/p', '/var/spool/news', '/var/www'],
  )
  assert.equal(homePlaces(host, ['x']).length, 7)
})

test('any name and pattern: as a regular expression would have it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab.]{0,8}$/), fc.stringMatching(/^[ab.*]{0,8}$/), (name, pattern) => {
      const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
      const expected = expression.test(name) && (!name.startsWith('.') || pattern.startsWith('.'))
      assert.equal(matchesPart(name, pattern), expected)
    }),
    { numRuns: 2000 },
  )
})
