import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../core/bytes.ts'
import { magicOf } from './magic.ts'

test('each kind by its first bytes', () => {
  const kinds: readonly [Uint8Array | string, string][] = [
    ['', 'empty'],
    ['\x7fELF', 'elf'],
    ['#!/bin/sh\n', 'script'],
    [Uint8Array.of(0x1f, 0x8b, 8, 0), 'archive'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\n', 'key'],
    ['ssh-ed25519 AAAAC3Nza x', 'key'],
    ['{"pools": []}\n', 'text'],
    ['挖矿程序配置', 'text'],
    [Uint8Array.of(1, 2, 0, 4), 'binary'],
    [new Uint8Array(300).fill(0xfe), 'binary'],
  ]
  for (const [bytes, kind] of kinds) assert.equal(magicOf(typeof bytes === 'string' ? bytesOf(bytes) : bytes), kind)
})

test('any bytes have a kind; printable ASCII lines without a mark are text', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => magicOf(bytes).length > 0))
  fc.assert(fc.property(fc.stringMatching(/^=[ -~\n]*$/), text => magicOf(bytesOf(text)) === 'text'))
})
