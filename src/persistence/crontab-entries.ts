// Crontab lines as entries: shared by the cron kinds.
import { type CrontabForm, type CronVariable, parseCrontab } from '../parse/files/crontab.ts'
import type { Item } from './listing.ts'

/** One entry a job, and one for each environment line that makes every job run foreign code. In the user form the account is `owner`. */
export function* cronItems(bytes: Uint8Array, form: CrontabForm, owner = ''): Generator<Item> {
  for (const item of parseCrontab(bytes, form)) {
    const { line: number, span, text } = item
    if (item.what === 'variable') {
      if (runsCode(item)) yield { number, span, text, trigger: 'load', when: item.name, user: owner, command: item.value }
      continue
    }
    const trigger = /^@reboot$/i.test(item.when) ? 'boot' : 'schedule'
    const command = item.input === '' ? item.command : `${item.command} %${item.input}`
    yield { number, span, text, trigger, when: item.when, user: item.user || owner, command }
  }
}

const usualShell = /^(?:\/usr)?(?:\/local)?\/bin\/(?:ba|da|a|k|z|fi|c|tc)?sh$/
const temporary = /(?:^|:)\/(?:tmp|var\/tmp|dev\/shm|run\/shm)(?:[/:]|$)/

function runsCode({ name, value }: CronVariable): boolean {
  if (value === '') return false
  if (name === 'SHELL') return !usualShell.test(value)
  if (name === 'PATH') return temporary.test(value)
  return name === 'LD_PRELOAD' || name === 'LD_AUDIT' || name === 'BASH_ENV'
}

/** Names in /etc/cron.d that neither cronie nor Debian's cron reads: hidden, backups, what a package manager left. */
export function isPassedOver(name: string): boolean {
  return /^[.#]|~$|\.(?:rpmsave|rpmorig|rpmnew|cfsaved)$/.test(name)
}
