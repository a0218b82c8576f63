// Has a running Docker daemon no longer start a container again: it goes by what it has in memory, and writes that over its files.
import type { Action } from '../core/action.ts'
import { gap, isGap } from '../core/gap.ts'

/** Detail: `container`, the id; `policy`, what it is by the plan. The container itself is neither stopped nor changed. */
export const setRestartPolicy: Action = {
  id: 'set-restart-policy',
  summary: { zh: '取消容器的自动重启策略(经 Docker 接口)', en: 'take the restart policy off a container (through the Docker daemon)' },
  techniques: ['T1610', 'T1543.005'],
  references: [
    'https://docs.docker.com/reference/api/engine/',
    'https://d3fend.mitre.org/technique/d3f:ApplicationConfigurationHardening/',
  ],
  counters: ['D3-ACH'],
  stage: 'disarm',
  prepare(step, { control }) {
    const { container, policy } = step.detail
    const now = control.containers?.restartPolicy(String(container)) ?? gap(String(container), 'unsupported', 'nothing runs on a disk')
    if (isGap(now)) return now
    if (now === 'no') return gap(String(container), 'absent', 'is not started again')
    return now === policy ? { policy: now } : gap(String(container), 'tampered', 'changed since the plan was made')
  },
  apply: ({ step }, { control }) => control.containers?.setRestartPolicy(String(step.detail['container']), 'no'),
  undo({ step, undo }, { control }) {
    return control.containers?.setRestartPolicy(String(step.detail['container']), String(undo['policy']))
  },
  verify(step, { control }) {
    const id = String(step.detail['container'])
    const now = control.containers?.restartPolicy(id) ?? gap(id, 'unsupported', 'nothing runs on a disk')
    if (isGap(now)) return now.why === 'absent' ? undefined : now
    return now === 'no' ? undefined : gap(id, 'tampered', 'is started again by its policy')
  },
}
