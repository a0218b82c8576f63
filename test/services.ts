// A manager of services held in memory: what it has read, what runs, and what it was told.
import type { HostControl, ServiceControl, ServiceUnit } from '../src/core/control.ts'
import { gap } from '../src/core/gap.ts'

export interface FakeServices extends ServiceControl {
  /** "reload system", "stop system x.timer", "hang up 43" in the order of telling. */
  readonly told: string[]
  readonly known: Map<string, ServiceUnit>
}

/** `onDisk` tells whether a unit's file is there when the manager reads. */
export function memoryServices(units: readonly ServiceUnit[], onDisk: (name: string) => boolean): FakeServices {
  const told: string[] = []
  const known = new Map(units.map(unit => [unit.name, unit]))
  return {
    told,
    known,
    reload(manager) {
      told.push(`reload ${manager}`)
      for (const [name, unit] of known) known.set(name, { ...unit, load: onDisk(name) ? 'loaded' : 'not-found' })
      return undefined
    },
    units: manager => (manager === 'system' ? [...known.values()] : gap(manager, 'absent')),
    stop(manager, names) {
      for (const name of names) {
        told.push(`stop ${manager} ${name}`)
        const unit = known.get(name)
        if (unit !== undefined) known.set(name, { ...unit, active: 'inactive' })
      }
      return undefined
    },
    hangUp(process) {
      told.push(`hang up ${process.pid}`)
      return undefined
    },
  }
}

export function withServices(control: HostControl, services: ServiceControl): HostControl {
  return { ...control, services }
}
