// A small real .deb for tests, made by dpkg-deb.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const hasDpkgDeb = spawnSync('dpkg-deb', ['--version']).status === 0

/** Its files are owned by root and may be run by everyone. */
export function debOf(name: string, files: Readonly<Record<string, string>>, mode = 0o755, packing = 'xz'): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'davylamp-deb-'))
  const put = (path: string, content: string): void => {
    mkdirSync(join(folder, 'tree', dirname(path)), { recursive: true, mode: 0o755 })
    writeFileSync(join(folder, 'tree', path), content)
    chmodSync(join(folder, 'tree', path), mode)
  }
  try {
    for (const [path, content] of Object.entries(files)) put(path, content)
    put('DEBIAN/control', `Package: ${name}\nVersion: 1:4.0-1\nArchitecture: amd64\nMaintainer: x <x@example.org>\nDescription: x\n`)
    chmodSync(join(folder, 'tree/DEBIAN/control'), 0o644)
    execFileSync('dpkg-deb', ['-b', '--root-owner-group', `-Z${packing}`, join(folder, 'tree'), join(folder, 'x.deb')], { stdio: 'ignore' })
    return readFileSync(join(folder, 'x.deb'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
