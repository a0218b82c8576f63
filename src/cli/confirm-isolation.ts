// Makes the isolation of a host lasting once it is sure that the operator is still there; else the kernel lifts it by itself.
import type { Scene } from '../core/action.ts'
import type { Step } from '../core/plan.ts'
import type { Lang } from '../core/text.ts'
import { ask } from './ask.ts'
import { tell } from './carry-out.ts'
import { sayer } from './language.ts'
import { safe } from './safe.ts'

/** After the action has tried both ways. `unattended`: nobody is asked, what was tried suffices. */
export async function confirmIsolation({ action, detail }: Step, { control }: Scene, unattended: boolean, lang: Lang): Promise<void> {
  if (action !== 'isolate-host') return
  const say = sayer(lang)
  const seconds = Number(detail['seconds'])
  const question = say({
    zh: `  主机已隔离,${seconds} 秒后由内核自动解除。您能看到这行,说明连接仍在;保持隔离?[y/N] `,
    en: `  The host is isolated; the kernel lifts that in ${seconds} s. You can read this, so your connection stands. Keep it isolated? [y/N] `,
  })
  if (!unattended && !(await ask(question, AbortSignal.timeout(seconds * 1000)))) {
    tell(`${say({ zh: `  未确认:隔离将自动解除。`, en: '  Not confirmed: the isolation lifts itself.' })}\n`)
    return
  }
  const failed = control.network?.confirm(`${String(detail['name'])}-host`)
  const kept = say({ zh: '  隔离已确认,直到撤销为止。', en: '  The isolation is confirmed; it stays until it is taken back.' })
  const lost = say({ zh: '  隔离未能确认,已自动解除', en: '  The isolation could not be confirmed and lifts itself' })
  tell(failed === undefined ? `${kept}\n` : `${lost}: ${safe(failed.source)} ${safe(failed.detail)}\n`)
}
