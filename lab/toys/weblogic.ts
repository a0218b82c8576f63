// Plays WebLogic 12.2: its console does what a handle says, without login. Its logs are the server's and the access log.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? 'java -Dweblogic.Name=AdminServer weblogic.Server'
const logs = `${process.env['HOME']}/user_projects/domains/base_domain/servers/AdminServer/logs`
mkdirSync(logs, { recursive: true })
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const say = (level: string, subsystem: string, thread: string, id: string, text: string): void => {
  const now = new Date()
  const clock = `${now.getUTCHours() % 12 || 12}:${now.toISOString().slice(14, 19)},${`${now.getUTCMilliseconds()}`.padStart(3, '0')} ${now.getUTCHours() < 12 ? 'AM' : 'PM'}`
  const date = `${months[now.getUTCMonth()]} ${now.getUTCDate()}, ${now.getUTCFullYear()} ${clock} UTC`
  appendFileSync(
    `${logs}/AdminServer.log`,
    `####<${date}> <${level}> <${subsystem}> <orders> <AdminServer> <${thread}> <<WLS Kernel>> <> <> <${now.getTime()}> <[severity-value: 32] > <BEA-${id}> <${text}> \n`,
  )
}
say('Notice', 'WebLogicServer', 'main', '000365', 'Server state changed to RUNNING.')

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const now = new Date().toISOString()
    const stamp = `${now.slice(8, 10)}/${months[Number(now.slice(5, 7)) - 1]}/${now.slice(0, 4)}:${now.slice(11, 19)} +0000`
    const from = request.socket.remoteAddress?.replace('::ffff:', '') ?? '-'
    appendFileSync(`${logs}/access.log`, `${from} - - [${stamp}] "${request.method} ${request.url} HTTP/1.1" 200 3058 \n`)
    const asked = decodeURIComponent(`${request.url}\n${body.replaceAll('+', ' ')}`)
    const command = /ShellSession\("java\.lang\.Runtime\.getRuntime\(\)\.exec\('([^']*)'\)/.exec(asked)?.[1]
    if (/console\.portal/.test(asked) && command !== undefined) {
      say(
        'Warning',
        'Console',
        "[ACTIVE] ExecuteThread: '3' for queue: 'weblogic.kernel.Default (self-tuning)'",
        '240003',
        'Administration Console encountered the following error: java.lang.ClassCastException: com.tangosol.coherence.mvel2.sh.ShellSession cannot be cast to com.bea.console.handles.Handle',
      )
      execFile('/bin/sh', ['-c', command])
    }
    response
      .writeHead(200, { 'Content-Type': 'text/html' })
      .end('<html><title>Oracle WebLogic Server Administration Console</title></html>')
  })
}).listen(7001, '0.0.0.0')
