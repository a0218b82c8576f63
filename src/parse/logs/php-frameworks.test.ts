import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstTime, shortly } from '../../../test/logs.ts'
import { laravelLog, thinkphpLog } from './php-frameworks.ts'

test('ThinkPHP: requests with their attack, and what broke', () => {
  const lines = [
    '---------------------------------------------------------------',
    '[ 2026-11-22T00:48:13+08:00 ] 203.0.113.9 GET shop.example.com/index.php?s=/index/\\think\\app/invokefunction&function=call_user_func_array&vars[0]=system&vars[1][]=id',
    '[ error ] [0]method param miss:id',
    '[ 2026-11-22T00:48:14+08:00 ] 198.51.100.7 GET shop.example.com/index.php',
  ]
  const told = shortly(thinkphpLog, lines)
  assert.match(told[0] ?? '', /^exploit thinkphp-invoke 203\.0\.113\.9 /)
  assert.deepEqual(told.slice(1), ['error thinkphp-invoke 203.0.113.9 method param miss:id'])
  assert.equal(firstTime(thinkphpLog, lines), '2026-11-21T16:48:13.000Z')
  assert.ok(thinkphpLog.recognise(`${lines.join('\n')}\n`, '22.log') > 0.5)
})

test('Laravel: Ignition asked for a phar, commands of the shell; ordinary errors are not told', () => {
  const lines = [
    '[2026-11-22 00:48:13] production.ERROR: file_get_contents(phar:///var/www/storage/logs/laravel.log/test.txt): failed to open stream: "phar::run" {"exception":"[object]"}',
    '[2026-11-22 00:48:14] production.ERROR: SQLSTATE[HY000] [2002] Connection refused {"exception":"[object]"}',
    '[2026-11-22 00:48:15] production.ERROR: The payload is invalid. {"exception":"[object]"}',
    'sh: 1: wget: not found',
  ]
  assert.deepEqual(
    shortly(laravelLog, lines).map(one => one.split(' ').slice(0, 3).join(' ')),
    ['exploit laravel-ignition failure', 'error decrypt The', 'error shell-output wget'],
  )
  assert.ok(laravelLog.recognise(`${lines.join('\n')}\n`, 'laravel.log') > 0.5)
})
