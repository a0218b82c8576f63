// Steps about flags: files that stay and that the attacker locked against their owner are unlocked.
import { type EntityId, entity } from '../core/entity.ts'
import { isGap } from '../core/gap.ts'
import { isGrave } from './accused.ts'
import { type Draft, type Ground, reasons, text } from './plan-draft.ts'
import { onHostDisk } from './plan-paths.ts'

const flagSet = 'T1222.002'

/** Files of the host that findings say were locked; those in `gone` are taken away anyway. */
export function flagDrafts(ground: Ground, gone: ReadonlySet<string>): readonly Draft[] {
  const { incident, facts, host } = ground
  const findings = incident.findings.filter(f => f.techniques.includes(flagSet) && isGrave(f, incident))
  const accused = new Set<EntityId>(findings.map(f => f.about[0]))
  const locked = facts.files.filter(f => accused.has(f.id) && f.stat.type === 'file')
  return locked.flatMap((file): Draft[] => {
    const path = onHostDisk(file.path, facts, host)
    const before = host.files.digest(path, 'sha256')
    if (gone.has(path) || isGap(before)) return []
    return [
      {
        stage: 'disarm',
        action: 'lift-flags',
        target: entity('file', file.path),
        because: reasons(
          findings.filter(f => f.about[0] === file.id),
          ground,
        ),
        risk: 'safe',
        reversible: true,
        title: text(`解除 ${path} 的锁定(不使用 chattr)`, `unlock ${path} (without chattr)`),
        cost: text('文件内容不变;您又可以正常编辑它。', 'Its content stays; you can edit it again.'),
        undoing: text('重新加上原来的标志。', 'The flags are set again as they were.'),
        before,
        detail: { path, immutable: file.stat.immutable === true, appendOnly: file.stat.appendOnly === true },
      },
    ]
  })
}
