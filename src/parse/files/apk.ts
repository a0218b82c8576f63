// /lib/apk/db/installed of Alpine's apk: packages, their files and SHA-1 sums ("Z:Q1" and base64), apk-package(5).
import { textOf } from '../../core/bytes.ts'

export interface ApkPackage {
  readonly name: string
  readonly version: string
  /** SHA-1 in lower-case hex by absolute path; "" where none is recorded. For a symlink it is the sum of its target's text. */
  readonly files: ReadonlyMap<string, string>
}

/** Packages in the order of the file; one without a name is passed over. */
export function* parseApkInstalled(bytes: Uint8Array): Generator<ApkPackage> {
  let [name, version, directory, path] = ['', '', '', '']
  let files = new Map<string, string>()
  for (const line of [...textOf(bytes).split('\n'), '']) {
    const value = line.slice(2)
    if (line === '') {
      if (name !== '') yield { name, version, files }
      ;[name, version, directory, path] = ['', '', '', '']
      files = new Map()
    } else if (line[1] !== ':') continue
    else if (line[0] === 'P') name = value
    else if (line[0] === 'V') version = value
    else if (line[0] === 'F') directory = value
    else if (line[0] === 'R') {
      path = directory === '' ? `/${value}` : `/${directory}/${value}`
      files.set(path, '')
    } else if (line[0] === 'Z' && path !== '') files.set(path, sha1Of(value))
  }
}

function sha1Of(text: string): string {
  if (!/^Q1[A-Za-z0-9+/]{27}=$/.test(text)) return ''
  return [...atob(text.slice(2))].map(c => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}
