// Plays Jenkins with an open script console: /script runs what it is told. Harmless: it stands on a throw-away host without a way out.
import { execFile } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? 'java -jar jenkins.war'
const log = (text: string): void => appendFileSync('/var/log/jenkins/jenkins.log', text)
const stamp = (): string => `${new Date().toISOString().replace('T', ' ').replace('Z', '')}+0000`
log(`${stamp()} [id=1]\tINFO\thudson.WebAppMain$3#run: Jenkins is fully up and running\n`)

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const script = new URLSearchParams(body).get('script') ?? ''
    const command = /\["sh","-c","(.*)"\]\.execute\(\)/s.exec(script)?.[1]
    if (request.url?.startsWith('/script') !== true || command === undefined) {
      response.writeHead(request.url === '/' ? 200 : 404, { 'X-Jenkins': '2.440' }).end()
      return
    }
    execFile('/bin/sh', ['-c', command], () => response.writeHead(200, { 'X-Jenkins': '2.440' }).end('<h1>Script Console</h1>'))
  })
}).listen(8080, '0.0.0.0')
