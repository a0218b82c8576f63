// Restart policies of containers where the daemon runs: told to it, because it writes what it has in memory over its files.
import type { Autostart } from '../core/facts/autostart.ts'
import { isGap } from '../core/gap.ts'
import { type Draft, type Ground, text } from './plan-draft.ts'

/** The drafts with each edit of a policy's file turned into a request to the daemon, where one runs. */
export function throughDaemon(drafts: readonly Draft[], { facts, host }: Ground): readonly Draft[] {
  const isRunning =
    host.origin.kind === 'live' &&
    facts.processes.some(p => p.exe?.path.endsWith('/dockerd') === true) &&
    !isGap(host.files.lstat('/run/docker.sock'))
  return drafts.map(draft => {
    const path = String(draft.detail['path'])
    const id = /^\/var\/lib\/docker\/containers\/([0-9a-f]{64})\/hostconfig\.json$/.exec(path)?.[1]
    if (!isRunning || draft.detail['kind'] !== 'docker-restart' || id === undefined) return draft
    const { name, when } = JSON.parse(String(draft.detail['entry'])) as Autostart
    return {
      ...draft,
      action: 'set-restart-policy',
      title: text(
        `取消容器 ${name || id.slice(0, 12)} 的自动重启`,
        `have Docker no longer restart the container ${name || id.slice(0, 12)}`,
      ),
      cost: text(
        '容器结束后不再被 Docker 拉起;容器本身与其数据不变。',
        'Once it ends Docker does not start it again; the container and its data stay.',
      ),
      undoing: text('经 Docker 接口恢复原来的重启策略。', 'Docker is told its former restart policy.'),
      detail: { container: id, policy: when.replace(/^restart=/, '') },
    }
  })
}
