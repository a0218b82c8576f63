// Prints an HTML report to PDF with the Chromium of this machine: offline, in a folder of its own, and with the case's time in place of the clock's.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Instant } from '../core/instant.ts'
import { UserError } from './user-error.ts'

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].flatMap(name =>
  ['/usr/bin', '/usr/local/bin', '/snap/bin'].map(folder => `${folder}/${name}`),
)
const mostMs = 120_000

/** Throws a UserError when there is no browser, or when it fails. The same HTML gives the same bytes with the same browser. */
export function pdfOf(html: string, at: Instant): Uint8Array {
  const browser = browsers.find(isProgram)
  if (browser === undefined)
    throw new UserError(
      'a PDF is printed by Chromium, and there is none on this machine: write --format html and print it where there is a browser',
    )
  const folder = mkdtempSync(join(tmpdir(), 'davylamp-report-'))
  try {
    const [page, out] = [join(folder, 'report.html'), join(folder, 'report.pdf')]
    writeFileSync(page, html, { mode: 0o600 })
    const flags = [
      '--headless',
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      // Chromium refuses its sandbox to root; the page's own policy allows no script and no loading.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(folder, 'profile')}`,
      '--no-pdf-header-footer',
      `--print-to-pdf=${out}`,
      pathToFileURL(page).href,
    ]
    const { status, error } = spawnSync(browser, flags, {
      stdio: 'ignore',
      timeout: mostMs,
      env: { PATH: '/usr/bin:/bin', HOME: folder, LANG: 'C.UTF-8' },
    })
    if (status !== 0 || !existsSync(out))
      throw new UserError(`${browser} could not print the report: ${error?.message ?? `it ended with ${status}`}`)
    return dated(readFileSync(out), at)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** "/CreationDate (D:20260501000000+00'00')" says when it was printed; the report says when the case stood so. Same length, so that no offset moves. */
function dated(pdf: Buffer, at: Instant): Uint8Array {
  const digits = at.replace(/\D/g, '').slice(0, 14)
  return Buffer.from(pdf.toString('latin1').replace(/(\/(?:Creation|Mod)Date \(D:)\d{14}/g, `$1${digits}`), 'latin1')
}
