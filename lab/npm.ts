// The real npm of this machine on a host, and a package whose installation runs a script.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dress } from './dress.ts'
import { project } from './places.ts'
import type { Stage } from './stage.ts'

const places = [join(project, 'node_modules/npm'), '/usr/lib/node_modules/npm', '/usr/local/lib/node_modules/npm', '/usr/share/nodejs/npm']

export function npm(dress: Dress): void {
  const own = places.find(path => existsSync(join(path, 'bin/npm-cli.js')))
  if (own === undefined) throw new Error('there is no npm on this machine')
  dress.runtime('/usr/bin/node')
  mkdirSync(join(dress.root, '/usr/lib/node_modules'), { recursive: true })
  cpSync(own, join(dress.root, '/usr/lib/node_modules/npm'), { recursive: true, dereference: true })
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(dress.root, '/usr/bin/npm'))
}

/** Puts name-version.tgz on the intruder's web server. */
export async function packed(stage: Stage, name: string, version: string, script: string): Promise<void> {
  const folder = join(stage.folder, name, 'package')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, main: 'index.js', scripts: { postinstall: script } }))
  writeFileSync(join(folder, 'index.js'), 'module.exports = text => text\n')
  execFileSync('tar', ['-czf', join(stage.folder, 'shop', `${name}-${version}.tgz`), '-C', join(stage.folder, name), 'package'])
}
