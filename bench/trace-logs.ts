// Makes large logs for measuring: the same bytes in every run, an intrusion somewhere in the middle of months of guessing and of visitors.
import { closeSync, openSync, writeSync } from 'node:fs'

export interface MadeLog {
  readonly lines: number
  readonly bytes: number
}

const writeSize = 4 << 20
const begin = Date.parse('2026-01-01T00:00:00Z')
const names = ['root', 'admin', 'test', 'oracle', 'ubuntu', 'git', 'postgres', 'pi']
const pages = ['/', '/index.html', '/cart', '/api/v1/orders?page=2', '/static/app.4f1c.js', '/favicon.ico', '/login', '/search?q=shoes']
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'curl/8.5.0',
  'Mozilla/5.0 (compatible; bingbot/2.0)',
]

/** sshd's lines as rsyslog of Debian 12 writes them; one in four thousand is a login that succeeds. */
export function makeAuthLog(path: string, leastBytes: number): MadeLog {
  return make(path, leastBytes, (n, random) => {
    const at = `${new Date(begin + n * 1100).toISOString().slice(0, -1)}000+00:00 orders sshd[${1000 + (n % 30_000)}]: `
    const from = `198.51.${n % 97}.${random() % 250}`
    if (n % 4000 === 3999)
      return `${at}Accepted publickey for deploy from 203.0.113.9 port ${40_000 + (n % 9000)} ssh2: ED25519 SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA\n`
    const name = names[random() % names.length]
    if (n % 3 === 0)
      return `${at}pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${from}  user=${name}\n`
    if (n % 3 === 1) return `${at}Failed password for ${name} from ${from} port ${30_000 + (random() % 30_000)} ssh2\n`
    return `${at}Connection closed by authenticating user ${name} ${from} port ${30_000 + (random() % 30_000)} [preauth]\n`
  })
}

/** nginx's combined format; one in five thousand is an attack by its form. */
export function makeAccessLog(path: string, leastBytes: number): MadeLog {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  return make(path, leastBytes, (n, random) => {
    const at = new Date(begin + n * 300)
    const stamp = `${`${at.getUTCDate()}`.padStart(2, '0')}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} +0000`
    const attack = n % 5000 === 4999
    const page = attack ? '/cgi-bin/.%2e/.%2e/.%2e/bin/sh' : pages[random() % pages.length]
    const status = attack ? 404 : [200, 200, 200, 304, 301, 404][random() % 6]
    return `192.0.${random() % 200}.${random() % 250} - - [${stamp}] "GET ${page} HTTP/1.1" ${status} ${random() % 90_000} "-" "${agents[random() % agents.length]}"\n`
  })
}

function make(path: string, leastBytes: number, line: (n: number, random: () => number) => string): MadeLog {
  const out = openSync(path, 'w', 0o600)
  let state = 1
  // A linear congruential generator: good enough to vary addresses.
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state >>> 8
  }
  let [lines, bytes, waiting] = [0, 0, '']
  while (bytes + waiting.length < leastBytes) {
    waiting += line(lines, random)
    lines += 1
    if (waiting.length >= writeSize) {
      bytes += writeSync(out, waiting)
      waiting = ''
    }
  }
  bytes += writeSync(out, waiting)
  closeSync(out)
  return { lines, bytes }
}
