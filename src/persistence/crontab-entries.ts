// Crontab jobs as autostart entries: shared by the cron kinds.
import type { Autostart } from '../core/facts/autostart.ts'
import { type Gap, gap } from '../core/gap.ts'
import type { Content } from '../core/host.ts'
import { parseCrontab } from '../parse/files/crontab.ts'
import { entryOf } from './entry.ts'

/** One entry a job. In the user form the account is the one whose crontab it is. */
export function* cronEntries(
  kind: string,
  path: string,
  content: Content,
  form: 'user' | 'system',
  owner = '',
): Generator<Autostart | Gap> {
  for (const item of parseCrontab(content.bytes, form)) {
    if (item.what !== 'job') continue
    const { line, span, text, when, command } = item
    yield entryOf({
      kind,
      path,
      line,
      span,
      text,
      when,
      command,
      trigger: when === '@reboot' ? 'boot' : 'schedule',
      user: item.user || owner,
    })
  }
  if (!content.whole) yield gap(path, 'capped', 'only the first MiB was read')
}
