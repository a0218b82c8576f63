// Units in whose control group others run too: stopping the unit would end them.
import type { EntityId } from '../../core/entity.ts'
import type { Process } from '../../core/facts/process.ts'
import type { Facts } from '../../core/facts.ts'
import type { Guard } from './guard.ts'

export const sharedUnit: Guard = {
  id: 'shared-unit',
  summary: { zh: '不停止还有其他进程运行的服务单元', en: 'units in which innocent processes run are not stopped' },
  refuse(step, facts, { accused }) {
    if (step.action !== 'stop-units') return undefined
    const units = Array.isArray(step.detail['units']) ? step.detail['units'].map(String) : []
    for (const unit of units) {
      const name = unit.slice(unit.indexOf(' ') + 1)
      const [other] = othersIn(name, facts, id => accused.has(id))
      if (other !== undefined)
        return {
          zh: `单元 ${name} 中还运行着未受指控的进程 ${other.name}(${other.pid}),停止单元会一并结束它。`,
          en: `In the unit ${name} runs ${other.name} (${other.pid}), which nothing accuses: stopping the unit would end it too.`,
        }
    }
    return undefined
  },
}

/** Processes in the group of this unit, or of one made from it as a template, that are not `meant`. */
export function othersIn(unit: string, { processes }: Facts, meant: (id: EntityId) => boolean): readonly Process[] {
  const isOf = (part: string): boolean => part === unit || (unit.includes('@.') && part.replace(/@.*(?=\.[a-z]+$)/, '@') === unit)
  return processes.filter(p => !meant(p.id) && p.cgroup.some(line => line.split('/').some(isOf)))
}
