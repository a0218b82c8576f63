// What is left for a person: reinstalling, restarting, looking at company, and what to do where the kernel lies.
import { type EntityId, entity, kindOf, nameOf } from '../core/entity.ts'
import type { Package, Verification } from '../core/facts/system.ts'
import { type Advice, stages } from '../core/plan.ts'
import { plantedFiles } from './accused.ts'
import { unitOf } from './guards/identity.ts'
import { type Draft, type Ground, text } from './plan-draft.ts'
import { rereadAdvice } from './plan-reload.ts'
import { secretsAdvice } from './plan-secrets.ts'
import { snapshotAdvice } from './plan-snapshot.ts'

const mostShown = 100

/** All advice of an ordinary plan; `drafts` are the steps it has. */
export function adviceFor(ground: Ground, drafts: readonly Draft[]): readonly Advice[] {
  return [
    ...snapshotAdvice(ground, drafts),
    ...reinstalls(ground, drafts),
    ...rereadAdvice(drafts, ground),
    ...restarts(ground, drafts),
    ...passwords(ground),
    ...containers(ground),
    ...companions(ground, drafts),
    ...secretsAdvice(ground),
  ]
}

/** Where the kernel hides things nothing is cleaned: keep what can be kept, cut it off, build it anew. */
export function rebuildAdvice({ incident }: Ground): readonly Advice[] {
  const targets = incident.members
  return [
    {
      title: text(
        '先隔离主机:只保留您的管理地址,断开其余网络,但不要关机',
        'isolate the host first: leave only your own address, and do not power it off',
      ),
      targets,
    },
    {
      title: text(
        '留存内存与整盘镜像(在虚拟化层做快照最可靠)',
        'keep its memory and a whole disk image; a snapshot by the hypervisor is the surest',
      ),
      targets,
    },
    {
      title: text('在另一台干净主机上离线检查磁盘镜像', 'examine the image offline on another, clean host'),
      targets,
      command: 'davylamp scan --root /mnt/image',
    },
    {
      title: text(
        '用可信介质重装系统,从感染前的备份恢复数据',
        'rebuild it from trusted media, and restore data from a backup older than the break-in',
      ),
      targets,
    },
  ]
}

/** Packaged files whose content is not the package's, and that no step brings back. */
function reinstalls({ facts, incident, accused }: Ground, drafts: readonly Draft[]): readonly Advice[] {
  const restored = new Set(drafts.filter(d => d.action === 'restore-command' || d.action === 'reinstall-file').map(d => d.target))
  const named = new Set([...accused.keys(), ...incident.members])
  const broken = facts.verifications.filter(
    v => (v.result === 'modified' || v.result === 'missing') && named.has(v.file) && !restored.has(v.file),
  )
  return [...Map.groupBy(broken, v => v.package)].map(([name, list]) => ({
    title: text(
      `重新安装软件包 ${name}(${list.map(v => v.path).join('、')})`,
      `reinstall the package ${name} (${list.map(v => v.path).join(', ')})`,
    ),
    targets: list.map((v: Verification) => v.file),
    command: reinstallCommand(name, facts.packages),
  }))
}

/** Names come from the host's own database and are shown to be run by root: anything but a package name is left out. */
function reinstallCommand(name: string, packages: readonly Package[]): string | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9+._:~-]*$/.test(name)) return undefined
  const manager = packages.find(p => p.name === name)?.manager ?? packages[0]?.manager
  if (manager === 'rpm') return packages.some(p => p.name === 'dnf') ? `dnf reinstall -y ${name}` : `yum reinstall -y ${name}`
  if (manager === 'apk') return `apk fix --reinstall ${name}`
  return manager === 'dpkg' ? `apt-get install --reinstall -y ${name}` : undefined
}

/** A library stays in the programs that loaded it until they start again. */
function restarts({ facts, accused, host }: Ground, drafts: readonly Draft[]): readonly Advice[] {
  const own = host.volatile?.ownPid
  const replaced = drafts.filter(d => d.action === 'reinstall-file' || d.action === 'restore-command').map(d => String(d.detail['path']))
  const libraries = new Set([...plantedFiles(accused).keys(), ...replaced])
  const loaded = facts.processes.filter(
    p =>
      !accused.has(p.id) &&
      p.pid !== own &&
      p.ppid !== own &&
      (p.maps?.executableFiles ?? []).some(f => libraries.has(f.replace(/ \(deleted\)$/, ''))),
  )
  if (loaded.length === 0) return []
  const units = [...new Set(loaded.map(unitOf).filter(u => u !== undefined && /^[\w@.:-]+$/.test(u)))]
  return [
    {
      title: text(
        `重启仍载有恶意库或被替换文件的 ${loaded.length} 个进程(数据库请择时),之后重启主机最为稳妥`,
        `restart ${loaded.length === 1 ? 'the process that still holds' : `the ${loaded.length} processes that still hold`} a planted library or a replaced file (databases at a quiet hour); a reboot afterwards is the surest`,
      ),
      targets: loaded.slice(0, mostShown).map(p => p.id),
      ...(units.length > 0 && { command: `systemctl restart ${units.join(' ')}` }),
    },
  ]
}

/** Accounts named by findings of access that no step locks. */
function passwords({ incident }: Ground): readonly Advice[] {
  const users = [...new Set(incident.findings.flatMap(f => f.about).filter(id => kindOf(id) === 'user'))]
  if (users.length === 0) return []
  const names = users.map(nameOf).join(', ')
  return [
    {
      title: text(`为这些账户更换密码并核对其公钥:${names}`, `change the passwords of these accounts and check their keys: ${names}`),
      targets: users,
    },
  ]
}

function containers({ facts, incident }: Ground): readonly Advice[] {
  const members = new Set<EntityId>(incident.members)
  const hit = facts.containers.filter(c => members.has(c.id) || c.processes.some(p => members.has(p)))
  if (hit.length === 0) return []
  const names = hit.map(c => c.name || c.containerId.slice(0, 12)).join(', ')
  return [
    {
      title: text(
        `用干净的镜像重新创建这些容器,并检查镜像与编排配置:${names}`,
        `create these containers anew from clean images, and check image and orchestration: ${names}`,
      ),
      targets: hit.map(c => c.id),
    },
  ]
}

/** Members that nothing accuses gravely: to be looked at, not removed. */
function companions({ incident, facts, accused }: Ground, drafts: readonly Draft[]): readonly Advice[] {
  const handled = new Set<EntityId>(drafts.map(d => d.target))
  const paths = new Set(drafts.map(d => entity('file', String(d.detail['path'] ?? ''))))
  const looked = new Set(['process', 'file', 'autostart', 'key'])
  const left = incident.members.filter(
    id => looked.has(kindOf(id)) && !accused.has(id) && !handled.has(id) && !paths.has(id as EntityId<'file'>),
  )
  const suspects = new Set(facts.processes.filter(p => accused.has(p.id)).map(p => p.id))
  const children = facts.processes.filter(p => p.parent !== undefined && suspects.has(p.parent) && !suspects.has(p.id)).map(p => p.id)
  const targets = [...new Set<EntityId>([...left, ...children])].slice(0, mostShown)
  if (targets.length === 0) return []
  return [
    {
      title: text(
        '请人工查看:与事件有关,但证据不足以移除',
        'look at these by hand: they belong to the incident, but the evidence is too weak to remove them',
      ),
      targets,
    },
  ]
}

/** Steps in the order of performing. */
export function byStage(drafts: readonly Draft[]): readonly Draft[] {
  return stages.flatMap(stage => drafts.filter(d => d.stage === stage))
}
