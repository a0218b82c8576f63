// davylamp egress keep: follows the DNS answers that pass, so that names on the list and blocked names mean the addresses they have now.
import { setImmediate } from 'node:timers/promises'
import { Command } from 'commander'
import type { Flow } from '../../core/dissector.ts'
import { isGap } from '../../core/gap.ts'
import type { Lang } from '../../core/text.ts'
import { hostControl } from '../../host/control.ts'
import { portFilter } from '../../host/packet-filter.ts'
import { openPacketRing } from '../../host/packet-ring.ts'
import { openSys } from '../../host/sys.ts'
import { loadIntel } from '../../intel/load.ts'
import type { AddressRecord } from '../../parse/protocols/dns-message.ts'
import { defaultState, ownIntel } from '../../store/state.ts'
import { nameOf } from '../../wire/egress/learner.ts'
import { answerDissectors } from '../../wire/egress/names-said.ts'
import { Engine } from '../../wire/engine.ts'
import { tell, unbroken } from '../carry-out.ts'
import { languageOf, sayer } from '../language.ts'
import { type Ground, lookAround } from '../orders.ts'
import { rawRules } from '../own-files.ts'
import { spanOf } from '../span.ts'
import { UserError } from '../user-error.ts'
import { type Answer, Keeper } from './keeper.ts'

const dns = 53
const glanceMs = 200
const flushMs = 1000
const rereadMs = 10_000
const mostWaiting = 10_000
const mostFlows = 4096

export function keep(): Command {
  return new Command('keep')
    .description('stay in the foreground and follow DNS answers, so that names mean the addresses they have now / 跟随 DNS 应答更新地址')
    .option('--duration <time>', 'end after 30s, 10m, 24h … (default: until Ctrl-C)')
    .allowExcessArguments(false)
    .action(async ({ state = defaultState(), lang: given, duration }: { state?: string; lang?: string; duration?: string }) => {
      const span = duration === undefined ? Infinity : spanOf(duration, '--duration')
      process.exitCode = await follow(state, languageOf(given), performance.now() + span)
    })
}

/** Exit codes: 0 ended as asked, 1 nothing is in force that names could be kept fresh for. */
async function follow(state: string, lang: Lang, until: number): Promise<0 | 1> {
  const say = sayer(lang)
  const sys = openSys()
  const ground = lookAround(false)
  const network = hostControl(ground.host)?.network
  if (sys === undefined || network === undefined)
    throw new UserError('packets cannot be captured on this runtime: it has no raw system calls')
  const ring = openPacketRing(sys, '', portFilter(dns))
  if (isGap(ring)) throw new UserError(`DNS answers cannot be followed: ${ring.detail}`)
  const intel = loadIntel(ownIntel(state), rawRules())
  const waiting: Answer[] = []
  const engine = new Engine(
    { dissectors: answerDissectors({ answered: listener(ground, waiting) }), watchers: [], intel },
    { flows: mostFlows },
  )
  engine.begin('live')
  const sink = {
    frame: (bytes: Uint8Array, start: number, end: number, original: number, at: number, link: number) =>
      engine.packet(bytes, start, end, original, at, link),
  }
  const keeper = new Keeper(state, lang, network, ground, intel)
  if (!keeper.reread()) {
    ring.close()
    tell(
      `${say({ zh: '没有需要跟随的清单或域名封锁。', en: 'No list is in force and no name is blocked: there is nothing to follow.' })}\n`,
    )
    return 1
  }
  tell(
    `${say({ zh: '正在跟随 DNS 应答(不自行解析)。按 Ctrl-C 结束;停下后地址会陆续过期。', en: 'Following DNS answers; nothing is asked. Ctrl-C ends; the addresses lapse in time then.' })}\n`,
  )
  await unbroken(async stop => {
    for (let flushed = performance.now(), reread = flushed; !stop.aborted && performance.now() < until; await setImmediate()) {
      ring.wait(glanceMs)
      ring.drain(sink)
      if (performance.now() - reread > rereadMs) {
        keeper.reread()
        reread = performance.now()
      }
      if (performance.now() - flushed > flushMs) {
        keeper.take(waiting.splice(0))
        flushed = performance.now()
      }
    }
    keeper.take(waiting.splice(0))
  })
  ring.close()
  return 0
}

/** Believed are the resolvers of this host, and those on itself: nobody else's answers open anything. */
function listener({ around }: Ground, waiting: Answer[]): (flow: Flow, name: string, records: readonly AddressRecord[]) => void {
  return ({ server, client }, name, records) => {
    const isTrusted =
      server.port === dns &&
      (around.lifelines.resolvers.includes(server.address) || (isLoopback(server.address) && isLoopback(client.address)))
    const plain = nameOf(name)
    if (isTrusted && plain !== '' && records.length > 0 && waiting.length < mostWaiting) waiting.push({ name: plain, records })
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
