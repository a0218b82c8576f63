// Plays a YARN ResourceManager without authentication: an application's command is run by the node manager. Log lines as Hadoop 3 writes them.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? 'java org.apache.hadoop.yarn.server.resourcemanager.ResourceManager'
const cluster = Date.now()
mkdirSync('/var/log/hadoop-yarn', { recursive: true })
const log = (text: string): void =>
  appendFileSync(
    '/var/log/hadoop-yarn/hadoop-yarn-resourcemanager-orders.log',
    `${new Date().toISOString().replace('T', ' ').replace('.', ',').replace('Z', '')} INFO ${text}\n`,
  )
const base = 'org.apache.hadoop.yarn.server.resourcemanager'
log(`${base}.ResourceManager: Transitioned to active state`)
let applications = 0

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const from = request.socket.remoteAddress?.replace('::ffff:', '') ?? ''
    if (request.url === '/ws/v1/cluster/apps/new-application') {
      applications += 1
      log(`${base}.ClientRMService: Allocated new applicationId: ${applications}`)
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(`{"application-id":"application_${cluster}_000${applications}"}`)
      return
    }
    const command = /"command"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1]
    if (request.method !== 'POST' || request.url !== '/ws/v1/cluster/apps' || command === undefined) {
      response.writeHead(200).end('{}')
      return
    }
    const id = `application_${cluster}_000${applications}`
    const container = `container_${cluster}_000${applications}_01_000001`
    log(`${base}.RMAppManager: Storing application with id ${id}`)
    log(
      `${base}.RMAuditLogger: USER=dr.who\tIP=${from}\tOPERATION=Submit Application Request\tTARGET=ClientRMService\tRESULT=SUCCESS\tAPPID=${id}\tQUEUENAME=default`,
    )
    log(`${base}.amlauncher.AMLauncher: Launching masterappattempt_${cluster}_000${applications}_000001`)
    log(`${base}.amlauncher.AMLauncher: Command to launch container ${container} : ${command}`)
    execFile('/bin/sh', ['-c', command])
    response.writeHead(202).end()
  })
}).listen(8088, '0.0.0.0')
