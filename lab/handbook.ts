// The clean-up that handbooks and forums give for a miner, for comparison: kill by name, remove the program, empty the crontab, disable the unit.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Host } from './host.ts'
import type { Answered } from './operator.ts'
import type { Thing } from './scenario.ts'
import { sightOf } from './sight.ts'

/**
 * The commands for a host whose answer key is known: the hand is told every miner's program, whose crontabs hold lines of the intruder's, and the
 * units that name such a program (`textOf` gives a unit's text), so that only the method is measured, not the search. Scripts that watch are
 * not told: neither `top` nor `ss` shows them.
 */
export function handbook(artefacts: readonly Thing[], textOf: (path: string) => string): string[] {
  const programs = artefacts.flatMap(thing => (thing.kind === 'process' ? [thing.exe ?? thing.name ?? ''].filter(Boolean) : []))
  const paths = artefacts.flatMap(thing => (thing.kind === 'file' || thing.kind === 'line' ? [thing.path] : []))
  const owners = paths.flatMap(path => /^\/var\/spool\/cron\/crontabs\/(.+)$/.exec(path)?.[1] ?? [])
  const named = paths.filter(path => programs.some(program => textOf(path).includes(program)))
  const units = named.flatMap(path => /\/systemd\/system\/([^/]+\.service)$/.exec(path)?.[1] ?? [])
  return unique([
    ...programs.map(program => `pkill -9 -f ${quoted(basename(program))}`),
    ...programs.filter(program => program.startsWith('/')).map(program => `rm -rf ${quoted(program)}`),
    ...['root', ...owners].map(owner => `crontab -r -u ${quoted(owner)}`),
    ...units.map(unit => `systemctl disable --now ${quoted(unit)}`),
  ])
}

/** Carries it out by hand, in a root shell over ssh; a command that fails stops nothing. */
export async function byTheHandbook(host: Host, artefacts: readonly Thing[]): Promise<Answered> {
  const { top } = sightOf(host)
  const commands = handbook(artefacts, path => textAt(top + path))
  const { status, stdout, stderr } = await host.inside(['sh', '-s'], {
    input: commands.map(command => `echo '+ '${quoted(command)}; ${command}\n`).join(''),
    service: 'ssh.service',
    timeoutMs: 60_000,
  })
  return { exit: status, rounds: 1, said: `${stdout}\n--- stderr\n${stderr}` }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
