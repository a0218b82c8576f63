// Telling the managers of services and other daemons of the running host that their files changed: over D-Bus, else by SIGHUP.
import type { ServiceControl, ServiceUnit } from '../core/control.ts'
import { type Gap, gap, isGap, orUndefined } from '../core/gap.ts'
import { type Bus, openBus } from './bus.ts'
import { descriptors } from './descriptors.ts'
import { identify } from './process-table.ts'
import { rawFiles } from './raw-files.ts'
import { handles, signal, signaller } from './signals.ts'
import type { Sys } from './sys.ts'

const object = { path: '/org/freedesktop/systemd1', interface: 'org.freedesktop.systemd1.Manager' } as const
/** Programs that read their configuration again on SIGHUP when they are the first process. */
const inits = /^(?:systemd|init|upstart|busybox|openrc-init)$/
const generated = ['/run/systemd/generator', '/run/systemd/generator.early', '/run/systemd/generator.late']
const moment = 20

/** `patience`: how long a manager has for one answer, and units for stopping, in milliseconds. */
export function serviceControl(sys: Sys, patience = 15_000): ServiceControl {
  const files = rawFiles(sys, 'host')
  const send = signaller(sys, descriptors(sys), files)
  const waitFor = (isDone: () => boolean, most: number): boolean => {
    const end = performance.now() + most
    while (!isDone()) {
      if (performance.now() > end) return false
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, moment)
    }
    return true
  }

  const talk = <T>(manager: string, act: (bus: Bus) => T | Gap): T | Gap => {
    if (!/^(?:system|\d{1,10})$/.test(manager)) return gap(manager, 'malformed', 'is no manager of services')
    const path = manager === 'system' ? '/run/systemd/private' : `/run/user/${manager}/systemd/private`
    const bus = openBus(sys, path, patience)
    if (isGap(bus)) return bus
    try {
      // The folder of a user is the user's own: what stands there may lead to somebody else's manager.
      const { pid, uid } = bus.peer
      const isIt = manager === 'system' ? pid === 1 : pid !== 1 && uid === Number(manager)
      return isIt ? act(bus) : gap(path, 'tampered', 'somebody else answers')
    } finally {
      bus.close()
    }
  }
  const listed = (bus: Bus): readonly ServiceUnit[] | Gap => {
    const answer = bus.ask({ ...object, member: 'ListUnits', args: [] })
    if (isGap(answer)) return answer
    const rows = Array.isArray(answer[0]) ? answer[0] : []
    return rows.flatMap(row => {
      const [name, , load, active] = Array.isArray(row) ? row : []
      return typeof name === 'string' && typeof load === 'string' && typeof active === 'string' ? [{ name, load, active }] : []
    })
  }
  /** The old way: whoever is the first process reads again on SIGHUP, and does not say when it has. */
  const hangUpInit = (): Gap | undefined => {
    const program = orUndefined(files.readlink('/proc/1/exe')) ?? ''
    if (!inits.test(program.slice(program.lastIndexOf('/') + 1))) return gap('/proc/1', 'unsupported', 'is no init that could read again')
    const made = (): string => JSON.stringify(generated.map(path => files.lstat(path)))
    const before = made()
    const failed = hangUp(1)
    if (failed !== undefined) return failed
    waitFor(() => made() !== before, 1000)
    return undefined
  }
  const hangUp = (pid: number): Gap | undefined => {
    const process = identify(files, pid)
    if (isGap(process)) return process
    if (!handles(files, pid, signal.hangUp)) return gap(`process ${pid}`, 'denied', 'would end by it')
    return send(process, signal.hangUp)
  }

  return {
    reload(manager) {
      const answer = talk(manager, bus => bus.ask({ ...object, member: 'Reload', args: [] }))
      if (!isGap(answer)) return undefined
      if (manager !== 'system') return answer.why === 'absent' ? undefined : answer
      return hangUpInit()
    },
    units: manager => talk(manager, listed),
    stop(manager, units) {
      const outcome = talk(manager, bus => {
        for (const unit of units) {
          const answer = bus.ask({ ...object, member: 'StopUnit', args: [unit, 'replace'] })
          if (isGap(answer) && answer.why !== 'absent') return answer
        }
        const busy = (): readonly ServiceUnit[] => {
          const now = listed(bus)
          return isGap(now) ? [] : now.filter(u => units.includes(u.name) && !/^(?:inactive|failed)$/.test(u.active))
        }
        const stopped = waitFor(() => busy().length === 0, patience)
        for (const unit of units) bus.ask({ ...object, member: 'ResetFailedUnit', args: [unit] })
        return stopped ? true : gap(busy()[0]?.name ?? manager, 'timeout', 'was told to stop and has not yet')
      })
      return isGap(outcome) && outcome.why !== 'absent' ? outcome : undefined
    },
    hangUp(process) {
      const now = identify(files, process.pid)
      if (isGap(now)) return now
      const isIt = now.startTicks === process.startTicks && now.exe === process.exe
      return isIt ? hangUp(process.pid) : gap(`process ${process.pid}`, 'absent', 'has ended; its pid is another process now')
    },
  }
}
