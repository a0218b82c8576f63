// What Node.js applications leave on standard error when somebody runs commands in them, as by the hole in React's server components.
import { isForeign } from '../foreign-command.ts'
import type { Mark } from '../marks.ts'

export const nodeMarks: readonly Mark[] = [
  {
    needles: ['command failed: '],
    // genericNodeError() of lib/child_process.js: the command stands behind the words as it was run.
    like: /^\s{0,8}(?:⨯ |\d{1,6}\|\S{1,60} {1,4}\| )?\[?(?:Uncaught |unhandledRejection: )?Error: Command failed: (.{1,2000})/s,
    tell: ([, command = '']) => ({
      verb: isForeign(command) ? 'exploit' : 'command',
      attack: isForeign(command) ? 'node-command' : undefined,
      outcome: 'failure',
      command,
      fold: `node ${command.slice(0, 200)}`,
    }),
  },
  {
    needles: ['spawnargs: ['],
    like: /^\s{0,8}(?:\d{1,6}\|\S{1,60} {1,4}\| {0,8})?spawnargs: \[ ?'-c', ?['"`](.{1,2000}?)['"`] ?\]/,
    tell: ([, command = '']) => ({
      verb: isForeign(command) ? 'exploit' : 'command',
      attack: isForeign(command) ? 'node-command' : undefined,
      outcome: 'failure',
      command,
      fold: `node ${command.slice(0, 200)}`,
    }),
  },
  {
    needles: ['digest: '],
    // Proofs of CVE-2025-55182 send the output of their command back in the digest of an error.
    like: /^\s{0,8}(?:\d{1,6}\|\S{1,60} {1,4}\| {0,8})?(?:⨯ )?(?:\[?Error: [^{]{0,100}\{)?\s{0,4}digest: ['"`](?:NEXT_REDIRECT;push;\/login\?a=([^'"`]{1,300}?)(?:;307;)?['"`]|(uid=\d{1,10}\([^'"`]{1,200}))/,
    tell: ([, sent, command = sent]) => ({ verb: 'exploit', attack: 'react2shell', outcome: 'success', command, fold: 'react digest' }),
  },
  {
    needles: ['failed to find server action'],
    like: /^.{0,80}?Failed to find Server Action "(.{0,120}?)"\. This request might be from an older or newer deployment/,
    // Those of the application itself are 40 or 42 hexadecimal digits; an older page in a browser asks for such a one.
    tell: ([, id = '']) =>
      /^[\da-f]{40,42}$/.test(id)
        ? undefined
        : { verb: 'request', attack: 'react2shell', outcome: 'failure', method: 'server action', target: id, fold: 'server action' },
  },
]
