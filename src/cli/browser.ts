// The Chromium of this machine, for printing a report to PDF and for pictures of its drawings: offline, in a folder of its own, and gone afterwards.
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

/** The page as PDF. Throws a UserError when there is no browser, or when it fails. The same page gives the same bytes with the same browser. */
export function pdfOf(html: string, at: Instant): Uint8Array {
  if (browser() === undefined)
    throw new UserError(
      'a PDF is printed by Chromium, and there is none on this machine: write --format html and print it where there is a browser',
    )
  const printed = browsed(html, 'pdf', out => ['--no-pdf-header-footer', `--print-to-pdf=${out}`])
  if (printed === undefined) throw new UserError(`${browser()} could not print the report`)
  return dated(printed, at)
}

/** A picture of a drawing at twice its size; undefined when there is no browser, or when it fails. */
export function pngOf(svg: string, width: number, height: number): Uint8Array | undefined {
  const page = `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;background:#fff}svg{display:block}</style>${svg}`
  const size = `--window-size=${Math.ceil(width)},${Math.ceil(height)}`
  return browsed(page, 'png', out => [
    size,
    '--force-device-scale-factor=2',
    '--hide-scrollbars',
    '--blink-settings=preferredColorScheme=1',
    `--screenshot=${out}`,
  ])
}

function browser(): string | undefined {
  return browsers.find(path => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function browsed(content: string, kind: 'pdf' | 'png', what: (out: string) => readonly string[]): Buffer | undefined {
  const program = browser()
  if (program === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'davylamp-report-'))
  try {
    const [page, out] = [join(folder, 'page.html'), join(folder, `out.${kind}`)]
    writeFileSync(page, content, { mode: 0o600 })
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
      ...what(out),
      pathToFileURL(page).href,
    ]
    const env = { PATH: '/usr/bin:/bin', HOME: folder, LANG: 'C.UTF-8' }
    const { status } = spawnSync(program, flags, { stdio: 'ignore', timeout: mostMs, env })
    return status === 0 && existsSync(out) ? readFileSync(out) : undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** "/CreationDate (D:20260501000000+00'00')" says when it was printed; the report says when the case stood so. Same length, so that no offset moves. */
function dated(pdf: Buffer, at: Instant): Uint8Array {
  const digits = at.replace(/\D/g, '').slice(0, 14)
  return Buffer.from(pdf.toString('latin1').replace(/(\/(?:Creation|Mod)Date \(D:)\d{14}/g, `$1${digits}`), 'latin1')
}
