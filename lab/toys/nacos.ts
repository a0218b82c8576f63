// Plays Nacos 2.2 with its embedded Derby: statements sent without login are run, also those that call programs. Its access log is Tomcat's.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? 'java -Dnacos.standalone=true -jar /opt/nacos/target/nacos-server.jar'
const logs = '/opt/nacos/logs'
mkdirSync(logs, { recursive: true })
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const now = new Date().toISOString()
    const stamp = `${now.slice(8, 10)}/${months[Number(now.slice(5, 7)) - 1]}/${now.slice(0, 4)}:${now.slice(11, 19)} +0000`
    const from = request.socket.remoteAddress?.replace('::ffff:', '') ?? '-'
    const agent = request.headers['user-agent'] ?? '-'
    appendFileSync(
      `${logs}/access_log.${now.slice(0, 10)}.log`,
      `${from} - - [${stamp}] "${request.method} ${request.url} HTTP/1.1" 200 4 3 ${agent} -\n`,
    )
    const command = /exec\('([^']*)'\)/.exec(decodeURIComponent(`${request.url}\n${body.replaceAll('+', ' ')}`))?.[1]
    if (request.url?.includes('/derby') === true && command !== undefined) {
      appendFileSync(`${logs}/nacos.log`, `${now.replace('T', ' ').replace('.', ',').replace('Z', '')} INFO [derby] import data ...\n`)
      execFile('/bin/sh', ['-c', command])
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('true')
  })
}).listen(8848, '0.0.0.0')
