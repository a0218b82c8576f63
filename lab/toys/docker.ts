// Plays dockerd, open at port 2375 or (SOCKET) for its own host only: creates and starts a "container" that is only a scope of systemd with the host's own files. Its log is the daemon's.
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'

process.title = process.env['TITLE'] ?? '/usr/bin/dockerd -H tcp://0.0.0.0:2375'
const say = (level: string, text: string): void => {
  process.stderr.write(`time="${new Date().toISOString().replace('Z', '000000Z')}" level=${level} msg="${text}"\n`)
}
const made = new Map<string, readonly string[]>()
const socket = process.env['SOCKET']
if (socket !== undefined) rmSync(socket, { force: true })
say('info', `API listen on ${socket ?? '[::]:2375'}`)

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    say('debug', `Calling ${request.method} ${request.url}`)
    const start = /\/containers\/([0-9a-f]{64})\/start$/.exec(request.url ?? '')?.[1]
    if (request.url?.endsWith('/containers/create') === true) create(body, response)
    else if (start !== undefined) run(start, response)
    else response.writeHead(200, { 'Content-Type': 'application/json', Server: 'Docker/24.0.7 (linux)' }).end('[]')
  })
})
if (socket === undefined) server.listen(2375, '0.0.0.0')
else server.listen(socket)

function create(body: string, response: ServerResponse): void {
  const asked = JSON.parse(body) as { readonly Image: string; readonly Cmd: readonly string[]; readonly HostConfig?: unknown }
  const id = createHash('sha256').update(randomBytes(16)).digest('hex')
  made.set(id, asked.Cmd)
  const folder = `/var/lib/docker/containers/${id}`
  mkdirSync(folder, { recursive: true })
  const created = new Date().toISOString()
  const config = {
    ID: id,
    Created: created,
    Path: asked.Cmd[0],
    Args: asked.Cmd.slice(1),
    Name: '/eager_bose',
    Config: { Image: asked.Image, Cmd: asked.Cmd },
  }
  writeFileSync(`${folder}/config.v2.json`, JSON.stringify({ ...config, State: { Running: true, StartedAt: created } }))
  writeFileSync(`${folder}/hostconfig.json`, JSON.stringify(asked.HostConfig ?? {}))
  writeFileSync(`${folder}/${id}-json.log`, '')
  response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ Id: id, Warnings: [] }))
}

function run(id: string, response: ServerResponse): void {
  const words = made.get(id) ?? []
  execFile('systemd-run', ['--scope', '--quiet', `--unit=docker-${id}`, '--', ...words])
  response.writeHead(204).end()
}
