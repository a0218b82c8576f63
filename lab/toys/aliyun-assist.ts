// Plays Alibaba Cloud's assistant: takes commands of whoever holds the cloud account (here: POSTs from the cloud's own address), logs and runs them as it does.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'

const top = '/usr/local/share/aliyun-assist'
process.title = process.env['TITLE'] ?? `${top}/2.2.3.857/aliyun-service`
for (const name of ['2.2.3.857/log', 'work/script']) mkdirSync(`${top}/${name}`, { recursive: true })
const say = (text: string): void =>
  appendFileSync(`${top}/2.2.3.857/log/aliyun_assist_main.log`, `time="${new Date().toISOString().slice(0, 19)}Z" level=info ${text}\n`)
say('msg="Start aliyun assist..."')

createServer((request, response) => {
  let script = ''
  request.on('data', (part: Buffer) => {
    script += part.toString('latin1')
  })
  request.on('end', () => {
    const task = `t-hz0${randomBytes(6).toString('hex')}`
    const path = `${top}/work/script/${task}.sh`
    say(`msg="Fetched tasks" count=1`)
    say(`msg="Run task" Phase=Running TaskId=${task}`)
    writeFileSync(path, script, { mode: 0o700 })
    execFile('/bin/sh', ['-c', path], { cwd: '/root' }, () => say(`msg="Task finished" TaskId=${task} exitCode=0`))
    response.writeHead(200).end()
  })
}).listen(7788, '0.0.0.0')
