// Somebody who may log in here: an account and an address known for long, and the miner started by hand.
import type { HostEvent } from '../../core/event.ts'
import type { Clues, Observation } from '../../core/trace.ts'
import { isTied, type LoginStory } from '../login-story.ts'
import { day, msOf } from '../reckoning.ts'
import { before, idsOf, text } from './asking.ts'
import { sshWay } from './ssh-way.ts'

export const insider = sshWay({
  id: 'insider',
  summary: text('内部人员:由长期使用的账户与地址启动', 'an insider: started from an account and an address known for long'),
  techniques: ['T1078', 'T1496.001'],
  references: ['https://attack.mitre.org/techniques/T1078/'],
  title: text('内部人员', 'an insider'),
  kind: 'friend',
  told: ({ knownDays }) => text(`该来源此前已在 ${knownDays} 天登录过`, `from where somebody had come on ${knownDays} days before`),
  unseen: text('此前没有熟悉来源的登录', 'no login from a known source before it'),
  more: hands,
  collect: [
    text(
      '先与账户所有者及其主管核实,不要指名;同一账户被盗用时痕迹完全相同',
      'ask the owner of the account and whoever is in charge before naming anybody: a stolen account looks the same',
    ),
    text('核对门禁、VPN 与跳板机记录', 'compare with the records of doors, VPN and jump host'),
  ],
  close: () => [
    {
      id: 'limit-account',
      title: text('在核实之前停用该账户的登录与 sudo', 'suspend login and sudo of that account until it is cleared up'),
      targets: [],
      by: 'day',
    },
  ],
})

/** Programs of the malware that came about when it began: no interpreter that was there before. */
function programsBrought({ anchor, events }: Clues): readonly string[] {
  const isNew = (e: HostEvent): boolean => anchor !== undefined && Math.abs(msOf(e.at) - msOf(anchor.at)) <= day
  const born = new Set(events.filter(e => e.source === 'files' && isNew(e)).map(e => e.path))
  return events.flatMap(({ source, path }) => (source === 'processes' && path !== undefined && born.has(path) ? [path] : []))
}

const mining = /\bxmrig\b|stratum\+|minerd\b|--donate-level|\bmoneroocean\b|--coin[= ]|\bcpuminer\b|nicehash/i

/** Typed in a shell of a person: fetched, unpacked, installed and started by hand. */
function* hands(clues: Clues, stories: readonly LoginStory[]): Generator<Observation> {
  const odd = stories.find(s => isTied(s) && s.oddHour)
  if (odd?.login !== undefined)
    yield {
      id: 'odd-hour',
      answer: 'seen',
      text: text(`该来源从不在一天中的这个时段登录(${odd.address})`, `from ${odd.address} nobody ever came at this time of the day`),
      events: [odd.login.id],
    }
  const users = new Set(stories.map(s => s.user))
  const own = programsBrought(clues)
  const typed = before(
    clues,
    ({ verb, user, command = '' }) =>
      (verb === 'command' || verb === 'privilege') &&
      (users.size === 0 || users.has(user)) &&
      (mining.test(command) || own.some(path => command.includes(path))),
  )
  if (typed.length > 0 && stories.length > 0)
    yield {
      id: 'by-hand',
      answer: 'seen',
      text: text(
        `该账户手工输入过:${typed[0]?.command?.slice(0, 80) ?? ''}`,
        `typed by hand in that account: ${typed[0]?.command?.slice(0, 80) ?? ''}`,
      ),
      events: idsOf(typed),
    }
}
