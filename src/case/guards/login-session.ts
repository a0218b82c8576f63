// Where other people are logged in and work: a shell at a prompt is not ended because of what was started from it.
import type { Process } from '../../core/facts/process.ts'
import type { Facts } from '../../core/facts.ts'
import { type Guard, ofProcesses } from './guard.ts'
import { programName, runsIntactPackage } from './identity.ts'

const shell = /^(?:ba|da|z|k|mk|a|fi|tc|c)?sh$/
const terminal = /^(?:tmux(?:: server)?|screen|mosh-server|sshd(?:-session)?|login|su|sudo)$/
const doors = /^(?:sshd(?:-session|-auth)?|login|agetty|mosh-server)$/
const deepest = 50

export const loginSession: Guard = {
  id: 'login-session',
  summary: {
    zh: '不结束其他已登录者的会话,除非发现就是针对该进程本身',
    en: 'sessions of others who are logged in are left alone, unless a finding is about that very process',
  },
  refuse: ofProcesses((process, facts, around) => {
    const isMeant = (around.accused.get(process.id) ?? []).some(f => f.about[0] === process.id)
    if (isMeant || !isAtPrompt(process) || !runsIntactPackage(process, facts, around) || !cameIn(process, facts)) return undefined
    const who = facts.users.find(u => u.uid === (process.loginUid ?? process.uid))?.name ?? String(process.uid)
    return {
      zh: `${process.name}(${process.pid})是 ${who} 的登录会话,没有直接针对它的发现;请先确认登录者是谁。`,
      en: `${process.name} (${process.pid}) is a login session of ${who}, and no finding is about it itself: make sure first who that is.`,
    }
  }),
}

/** A shell that was given nothing to run, or what keeps a terminal open. */
function isAtPrompt(process: Process): boolean {
  const name = programName(process)
  return terminal.test(name) || (shell.test(name) && process.argv.slice(1).every(a => /^-(?!\w*c)[\w-]*$/.test(a)))
}

/** Started by way of a door that people log in through. */
function cameIn(process: Process, { processes }: Facts): boolean {
  if (process.cgroup.some(line => /\/session-[\w-]+\.scope(?:\/|$)/.test(line))) return true
  let at: Process | undefined = process
  for (let i = 0; at !== undefined && i < deepest; i++) {
    if (doors.test(programName(at))) return true
    const { ppid }: Process = at
    at = processes.find(p => p.pid === ppid && p.pid !== 1)
  }
  return false
}
