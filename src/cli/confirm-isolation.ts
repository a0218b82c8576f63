// Makes what the kernel would lift by itself lasting once it is sure that the operator is still there.
import type { Scene } from '../core/action.ts'
import type { Step } from '../core/plan.ts'
import type { Lang, Text } from '../core/text.ts'
import { ask } from './ask.ts'
import { tell } from './carry-out.ts'
import { sayer } from './language.ts'
import { safe } from './safe.ts'

interface Words {
  /** Behind the step's name: that of its policy. */
  readonly suffix: string
  readonly question: (seconds: number) => Text
  readonly lapses: Text
  readonly kept: Text
  readonly lost: Text
}

const words: Readonly<Record<string, Words>> = {
  'isolate-host': {
    suffix: '-host',
    question: seconds => ({
      zh: `  主机已隔离,${seconds} 秒后由内核自动解除。您能看到这行,说明连接仍在;保持隔离?[y/N] `,
      en: `  The host is isolated; the kernel lifts that in ${seconds} s. You can read this, so your connection stands. Keep it isolated? [y/N] `,
    }),
    lapses: { zh: `  未确认:隔离将自动解除。`, en: '  Not confirmed: the isolation lifts itself.' },
    kept: { zh: '  隔离已确认,直到撤销为止。', en: '  The isolation is confirmed; it stays until it is taken back.' },
    lost: { zh: '  隔离未能确认,已自动解除', en: '  The isolation could not be confirmed and lifts itself' },
  },
  'filter-egress': {
    suffix: '',
    question: seconds => ({
      zh: `  外联拦截已启用,${seconds} 秒后由内核自动解除。业务和您的连接是否正常?保持拦截?[y/N] `,
      en: `  Egress is limited to the list; the kernel lifts that in ${seconds} s. Does everything still work, your connection too? Keep it? [y/N] `,
    }),
    lapses: { zh: '  未确认:恢复先前的规则。', en: '  Not confirmed: the rules before come back.' },
    kept: { zh: '  外联拦截已确认,直到撤销为止。', en: '  The limits to egress are confirmed; they stay until they are taken back.' },
    lost: { zh: '  外联拦截未能确认,已自动解除', en: '  The limits to egress could not be confirmed and lift themselves' },
  },
}

/** After the action has tried both ways; whether it lasts. `unattended`: nobody is asked, what was tried suffices. */
export async function confirmIsolation({ action, detail }: Step, { control }: Scene, unattended: boolean, lang: Lang): Promise<boolean> {
  const said = words[action]
  if (said === undefined) return true
  const say = sayer(lang)
  const seconds = Number(detail['seconds'])
  if (!unattended && !(await ask(say(said.question(seconds)), AbortSignal.timeout(seconds * 1000)))) {
    tell(`${say(said.lapses)}\n`)
    return false
  }
  const failed = control.network?.confirm(`${String(detail['name'])}${said.suffix}`)
  tell(failed === undefined ? `${say(said.kept)}\n` : `${say(said.lost)}: ${safe(failed.source)} ${safe(failed.detail)}\n`)
  return failed === undefined
}
