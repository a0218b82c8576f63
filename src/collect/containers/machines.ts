// System containers: LXC, LXD, Incus and systemd-nspawn.
import type { Container } from '../../core/facts/container.ts'
import { type Gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { parseSettings, valuesOf } from '../../parse/files/settings.ts'
import { namesIn } from '../small-file.ts'
import { containerOf, type RuntimeReader } from './state.ts'

export const lxc: RuntimeReader = function* (host) {
  for (const name of namesIn(host, '/var/lib/lxc')) {
    const path = `/var/lib/lxc/${name}/config`
    const content = host.files.read(path)
    if (isGap(content)) {
      if (content.why !== 'absent') yield content
      continue
    }
    const settings = parseSettings(content.bytes)
    const value = (key: string) => valuesOf(settings, key).at(-1) ?? ''
    yield containerOf({
      runtime: 'lxc',
      containerId: name,
      name,
      command: value('lxc.init.cmd') === '' ? [] : value('lxc.init.cmd').split(/\s+/),
      privileged: valuesOf(settings, 'lxc.idmap').length === 0 && value('lxc.apparmor.profile') === 'unconfined',
      hostMounts: valuesOf(settings, 'lxc.mount.entry').flatMap(entry => entry.match(/^\/\S*(?=\s.*\bbind\b)/) ?? []),
      restartPolicy: value('lxc.start.auto') === '1' ? 'always' : '',
      rootDir: /^(?:dir:)?(\/[^:]+)$/.exec(value('lxc.rootfs.path'))?.[1] ?? `/var/lib/lxc/${name}/rootfs`,
      path,
    })
  }
  for (const base of ['/var/lib/incus', '/var/lib/lxd', '/var/snap/lxd/common/lxd']) {
    for (const name of namesIn(host, `${base}/containers`)) {
      yield containerOf({
        runtime: 'lxc',
        containerId: name,
        name,
        path: `${base}/containers/${name}`,
        rootDir: `${base}/containers/${name}/rootfs`,
      })
    }
  }
}

export const nspawn: RuntimeReader = function* (host) {
  const names = new Set([
    ...namesIn(host, '/var/lib/machines').filter(name => !name.startsWith('.')),
    ...namesIn(host, '/run/systemd/machines').filter(name => !name.includes(':')),
  ])
  for (const name of names) yield* machine(host, name)
}

function* machine(host: HostView, name: string): Generator<Container | Gap> {
  const running = host.files.read(`/run/systemd/machines/${name}`)
  const path = `/etc/systemd/nspawn/${name}.nspawn`
  const content = host.files.read(path)
  if (isGap(content) && content.why !== 'absent') yield content
  const settings = isGap(content) ? [] : parseSettings(content.bytes)
  const state = isGap(running) ? [] : parseSettings(running.bytes)
  // Virtual machines register there as well, and are no containers.
  if (valuesOf(state, 'CLASS').includes('vm')) return
  const binds = [...valuesOf(settings, 'Bind'), ...valuesOf(settings, 'BindReadOnly')]
  yield containerOf({
    runtime: 'nspawn',
    containerId: name,
    name,
    running: !isGap(running),
    command: (valuesOf(settings, 'Parameters')[0] ?? '').split(/\s+/).filter(word => word !== ''),
    privileged: valuesOf(settings, 'Capability').some(list => /\ball\b/i.test(list)),
    hostMounts: binds.map(bind => bind.replace(/^[+-]+/, '').split(':')[0] ?? '').filter(bind => bind.startsWith('/')),
    path: isGap(content) ? `/var/lib/machines/${name}` : path,
    rootDir: `/var/lib/machines/${name}`,
  })
}
