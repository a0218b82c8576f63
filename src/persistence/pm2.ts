// pm2's list of saved processes (~/.pm2/dump.pm2), which "pm2 resurrect" starts at boot.
import { concat, textOf } from '../core/bytes.ts'
import { entity } from '../core/entity.ts'
import type { Span } from '../core/facts/autostart.ts'
import { gap, isGap } from '../core/gap.ts'
import type { Persistence } from '../core/persistence.ts'
import { jsonText, listAt, stringAt, stringsAt } from '../parse/json.ts'
import { cuttableElements, elementSpans, jsonSpan } from '../parse/json-spans.ts'
import { entryOf } from './entry.ts'
import { contentOf, filesMatching, homePlaces } from './matching.ts'

interface App {
  /** With the comma that goes with it. */
  readonly span: Span
  readonly start: number
  readonly text: string
}

function appsIn(bytes: Uint8Array): App[] {
  const whole = jsonSpan(bytes)
  if (whole === undefined) return []
  const cuts = cuttableElements(bytes, whole)
  return elementSpans(bytes, whole).map(({ start, end }, i) => ({ span: cuts[i]!, start, text: textOf(bytes.subarray(start, end)) }))
}

function commandOf(app: unknown): string {
  const interpreter = stringAt(app, 'exec_interpreter')
  const args = listAt(app, 'args').length > 0 ? stringsAt(app, 'args') : [stringAt(app, 'args')]
  return [interpreter === 'none' ? '' : interpreter, stringAt(app, 'pm_exec_path'), ...args].filter(word => word !== '').join(' ')
}

export const pm2: Persistence = {
  id: 'pm2',
  summary: { zh: 'pm2 保存的进程列表(~/.pm2/dump.pm2)', en: "pm2's saved process list (~/.pm2/dump.pm2)" },
  techniques: ['T1543'],
  references: ['https://pm2.keymetrics.io/docs/usage/startup/'],
  platform: 'linux',
  *list(host) {
    for (const file of filesMatching(host, homePlaces(host, ['.pm2/dump.pm2', '.pm2/dump.pm2.bak']))) {
      if (isGap(file)) {
        yield file
        continue
      }
      for (const content of contentOf(host, file.path, 8 << 20)) {
        if (isGap(content)) {
          yield content
          continue
        }
        const { bytes } = content
        if (bytes.length > 0 && jsonSpan(bytes) === undefined) yield gap(file.path, 'malformed', 'is no JSON')
        for (const [i, { span, start, text }] of appsIn(bytes).entries()) {
          const app = jsonText(text)
          const command = commandOf(app)
          if (command === '') continue
          const line = linesBefore(bytes, start) + 1
          const when = stringAt(app, 'cron_restart')
          const named = { user: stringAt(app, 'username') || file.place.user, name: stringAt(app, 'name') }
          const entry = entryOf({ kind: 'pm2', path: file.path, trigger: 'boot', command, when, ...named, line, span, text }, bytes)
          // pm2 writes the list on one line, too.
          const own = { ...entry, id: entity('autostart', `pm2:${file.path}#${i + 1}`) }
          yield file.name === 'dump.pm2' ? own : { ...own, disabled: true }
        }
      }
    }
  },
  disarm(entry, before) {
    const same = appsIn(before).filter(app => app.text.startsWith(entry.text))
    const found = same.find(app => app.span.start === entry.span.start) ?? (same.length === 1 ? same[0] : undefined)
    if (found === undefined) return before
    return concat([before.subarray(0, found.span.start), before.subarray(found.span.end)])
  },
}

function linesBefore(bytes: Uint8Array, end: number): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) count++
  return count
}
