// Plays an unpatched Next.js server: a forged server action (React2Shell) runs a command. What it prints is kept as pm2 keeps it, or left to whoever runs it (PRINTS).
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? 'next-server (v15.1.6)'
const logs = `${process.env['HOME']}/.pm2/logs`
if (process.env['PRINTS'] === undefined) mkdirSync(logs, { recursive: true })
const print = (stream: 'out' | 'error', text: string): void =>
  process.env['PRINTS'] === undefined ? appendFileSync(`${logs}/shop-${stream}.log`, text) : void process.stderr.write(text)
print('out', '   ▲ Next.js 15.1.6\n   - Local:        http://localhost:3000\n\n ✓ Starting...\n ✓ Ready in 412ms\n')

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const command = /execSync\('((?:[^'\\]|\\.)*)'/.exec(body)?.[1]
    if (request.headers['next-action'] === undefined || command === undefined) {
      response.writeHead(200, { 'Content-Type': 'text/html', 'X-Powered-By': 'Next.js' }).end('<html></html>')
      return
    }
    execFile('/bin/sh', ['-c', command.replaceAll("\\'", "'")], (_error, _out, said) => {
      const push = 'NEXT_REDIRECT;push;/login?a=;307;'
      print('error', `${said} ⨯ [Error: NEXT_REDIRECT] {\n  digest: '${push}'\n}\n`)
      response.writeHead(303, { 'X-Action-Redirect': '/login?a=;push' }).end()
    })
  })
}).listen(3000, '0.0.0.0')
