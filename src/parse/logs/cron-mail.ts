// Mail that cron sent to the owner of a table: the only trace of a job where nobody keeps cron's own log.
import type { Draft, LineFormat, LineReader, RecordTime } from '../../core/log-format.ts'
import { asctimeStamp } from './record-time.ts'

const envelope = /^From \S{1,300} {1,2}(?=[A-Z][a-z]{2} )/
const subject = /^Subject: Cron <([^@>\s]{1,64})@[^>\s]{1,255}> (.{1,2000})$/

class CronMail implements LineReader {
  private now: RecordTime | undefined

  time(text: string): RecordTime | undefined {
    const head = envelope.exec(text)
    return head === null ? undefined : asctimeStamp(text, head[0].length)?.time
  }

  *line(text: string): Iterable<Draft> {
    const time = this.time(text)
    if (time !== undefined) {
      this.now = time
      return
    }
    if (this.now === undefined || !text.startsWith('Subject: ')) return
    const [, user, command] = subject.exec(text) ?? []
    if (command !== undefined)
      yield { time: this.now, verb: 'scheduled', user, command, program: 'cron', method: 'cron', fold: `mail ${user} ${command}` }
    // The first subject of a mail is its own; what follows stands in its body, which a job wrote.
    this.now = undefined
  }
}

export const cronMail: LineFormat = {
  id: 'cron-mail',
  summary: { zh: '计划任务发出的邮件', en: 'mail sent by scheduled jobs' },
  techniques: ['T1053.003'],
  references: ['man:crontab(5)', 'https://www.rfc-editor.org/rfc/rfc4155'],
  form: 'lines',
  source: 'mail',
  trust: 'service',
  paths: ['/var/mail/*', '/var/spool/mail/*'],
  needles: ['from ', 'subject: '],
  recognise: text => (envelope.test(text) ? 0.9 : 0),
  open: () => new CronMail(),
}
