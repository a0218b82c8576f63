// What cron, anacron, at and crontab say: vixie's and Debian's cron, cronie, busybox crond.
import { findDownloadUrls } from '../../url-kinds.ts'
import { type MessageKind, stateless, type Told } from './kind.ts'

const mostCommand = 2000
const ran = /^\(([^\s()]{1,64})\) CMD \((.*)\)$/s
const edited = /^\(([^\s()]{1,64})\) (REPLACE|DELETE|END EDIT) \(([^\s()]{1,64})\)$/
const loaded = /^\(([^\s()]{1,80})\) RELOAD \((\S{1,300})\)$/
const busybox = /^USER (\S{1,64}) pid +\d{1,10} cmd (.*)$/s
const broken = /^\(([^\s()]{1,80})\) ERROR \((.{1,200})\)$|^Error: (.{1,100}); while reading (\S{1,300})$/
const anacron = /^Job `([^'\s]{1,100})' started$/
const at = /^Starting job (\d{1,10}) \((\w{1,40})\) for user '([^'\s]{1,64})' \(\d{1,10}\)$/

const scheduled = (user: string | undefined, command: string, method: string): Told => ({
  verb: 'scheduled',
  outcome: 'success',
  user,
  command: command.slice(0, mostCommand),
  url: findDownloadUrls(command)[0]?.text,
  method,
  fold: `${method} ${user} ${command}`,
})

export const cronMessages: MessageKind = {
  programs: ['CRON', 'cron', 'CROND', 'crond', 'crontab', 'anacron', 'atd', 'fcron', 'dcron', '/USR/SBIN/CRON'],
  begins: ['(', 'USER ', 'Job `', 'Starting job ', 'Error: '],
  needles: [],
  open: stateless((message, _, program) => {
    const text = message.slice(0, 4000)
    const run = ran.exec(text)
    if (run !== null) return scheduled(run[1], run[2] ?? '', 'cron')
    const edit = edited.exec(text)
    if (edit !== null && program === 'crontab')
      return { verb: 'configured', outcome: 'success', user: edit[1], target: edit[3], method: `crontab ${edit[2]}` }
    const load = loaded.exec(text)
    if (load !== null) return { verb: 'configured', outcome: 'success', target: load[1], path: load[2], method: 'cron RELOAD', fold: text }
    const box = busybox.exec(text)
    if (box !== null) return scheduled(box[1], box[2] ?? '', 'cron')
    const job = anacron.exec(text)
    if (job !== null) return scheduled('root', job[1] ?? '', 'anacron')
    const once = at.exec(text)
    if (once !== null) return { verb: 'scheduled', outcome: 'success', user: once[3], method: 'at', session: once[1] }
    const wrong = broken.exec(text)
    return wrong === null ? undefined : { verb: 'error', target: wrong[1] ?? wrong[4], method: wrong[2] ?? wrong[3], fold: text }
  }),
}
