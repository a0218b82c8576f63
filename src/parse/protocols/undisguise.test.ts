// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lookups of Log4j look like placeholders
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPlainText, plainPath, undisguised } from './undisguise.ts'

test('every disguise of the same text is undone', () => {
  const disguises = [
    '${JNDI:ldap://x}',
    '%24%7Bjndi:ldap://x}',
    '%2524%257bjndi:ldap://x}',
    '%25252524{jndi:ldap://x}'.replace('%25252524', '%252524'),
    '%u0024%u007bjndi:ldap://x}',
    '\\u0024\\u007bjndi:ldap://x}',
    '\\x24{jndi:ldap://x}',
    '&#36;&#x7b;jndi:ldap://x}',
    '${${lower:J}ndi:${lower:l}${lower:d}a${lower:p}://x}',
    '${${::-j}${::-n}${::-d}${::-i}:${::-l}dap://x}',
    '${${env:NO_SUCH:-j}ndi${env:NO_SUCH:-:}ldap://x}',
    '${${lower:${upper:${::-j}}}ndi:ldap://x}',
    "${${date:'j'}n${date:'di'}:ldap://x}",
    '${jnd${upper:\xc4\xb1}:ldap://x}',
    '%uFF04{jndi:ldap://x}',
    '$\0{jndi:ldap://x}',
  ]
  for (const text of disguises) assert.equal(undisguised(text), '${jndi:ldap://x}', text)
  assert.equal(undisguised('\xc0\xae\xc0\xae\xc0\xaf'), '../')
  assert.equal(undisguised('%c0%ae%c0%ae%c0%af'), '../')
  assert.equal(undisguised('wget${IFS}-q$IFS$9x'), 'wget -q x')
})

test('near misses stay as they are', () => {
  for (const text of ['100% sure', '%zz', 'a&b', '&amp', '\\user', '${date}', '$x']) assert.equal(undisguised(text), text, text)
})

test('paths as servers resolve them', () => {
  const cases: Readonly<Record<string, string>> = {
    '/a//b/./c': '/a/b/c',
    '/a/../b': '/b',
    '/../../etc/passwd': '/etc/passwd',
    '/x;jsessionid=1/..;/admin': '/admin',
    '/a%2f..%252fb?c=../d': '/b',
    '\\a\\b': '/a/b',
    'http://host/a': '/a',
    '/a/': '/a/',
    '/': '/',
  }
  for (const [target, path] of Object.entries(cases)) assert.equal(plainPath(target), path, target)
})

test('any text: no exception, and plain text only loses its upper case', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => void [undisguised(text), plainPath(text)]))
  const signs = fc.string({
    unit: fc.constantFrom('%', '4', '1', '\\', 'x', 'u', '&', '#', ';', 'l', 't', '$', '{', '}', '\0', '\xc4', '\xb1', 'A', ':', '-'),
  })
  fc.assert(fc.property(signs, text => void (isPlainText(text) && assert.equal(undisguised(text), text.toLowerCase()))))
  fc.assert(fc.property(fc.stringMatching(/^[a-zA-Z0-9 ./:,_-]{0,80}$/), text => assert.equal(undisguised(text), text.toLowerCase())))
})
