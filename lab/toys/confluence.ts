// Plays Confluence 7.13 with an expression that is run (as CVE-2022-26134): behind Tomcat's access log in its own pattern.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'

process.title =
  process.env['TITLE'] ?? 'java -classpath /opt/atlassian/confluence/bin/bootstrap.jar org.apache.catalina.startup.Bootstrap start'
const logs = `${process.env['HOME']}/logs`
mkdirSync(logs, { recursive: true })
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

createServer((request, response) => {
  const now = new Date().toISOString()
  const stamp = `${now.slice(8, 10)}/${months[Number(now.slice(5, 7)) - 1]}/${now.slice(0, 4)}:${now.slice(11, 19)} +0000`
  const from = request.socket.remoteAddress?.replace('::ffff:', '') ?? '-'
  const line = `[${stamp}] - http-nio-8090-exec-5 ${from} ${request.method} ${request.url} HTTP/1.1 302 88ms - http://orders/ ${request.headers['user-agent'] ?? '-'}\n`
  appendFileSync(`${logs}/conf_access_log.${now.slice(0, 10)}.log`, line)
  const command = /exec\("([^"]*)"\)/.exec(decodeURIComponent(request.url ?? ''))?.[1]
  const done = (): void => void response.writeHead(302, { Location: '/login.action' }).end()
  if (command === undefined) done()
  else execFile('/bin/sh', ['-c', command], done)
}).listen(8090, '0.0.0.0')
