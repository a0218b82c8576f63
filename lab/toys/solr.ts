// Plays Solr with an old Log4j: what it logs, it looks up; a JNDI address in the form that exploit kits use holds the command itself.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? 'java -jar start.jar --module=http'
mkdirSync('/var/solr/logs', { recursive: true })

createServer((request, response) => {
  const query = decodeURIComponent(request.url ?? '')
  const time = new Date().toISOString().replace('T', ' ').replace('Z', '')
  const params = `{action=${new URLSearchParams(query.split('?')[1] ?? '').get('action') ?? ''}&wt=json}`
  appendFileSync(
    '/var/solr/logs/solr.log',
    `${time} INFO  (qtp1234567-22) [   ] o.a.s.s.HttpSolrCall [admin] webapp=null path=/admin/cores params=${params} status=0 QTime=1\n`,
  )
  const coded = /\$\{jndi:ldap:\/\/[^/]+\/Basic\/Command\/Base64\/([\w+/=-]+)\}/.exec(query)?.[1]
  const done = (): void => void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"responseHeader":{"status":0}}')
  if (coded === undefined) done()
  else execFile('/bin/sh', ['-c', Buffer.from(coded, 'base64').toString()], done)
}).listen(8983, '0.0.0.0')
