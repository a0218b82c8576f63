// Who may change what: a running host its files and processes, a disk the files below its root, a recording nothing.
import type { HostControl } from '../core/control.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { containerControl } from './container-control.ts'
import { dumpControl } from './dump-control.ts'
import { fileControl } from './file-control.ts'
import { mountControl } from './mount-control.ts'
import { firewall } from './netfilter/firewall.ts'
import { processControl } from './process-control.ts'
import { serviceControl } from './service-control.ts'
import { openSys } from './sys.ts'

/**
 * The control that belongs to a view as it was opened; undefined where nothing can be changed: a recording, a root inside a host, a runtime
 * without raw system calls.
 */
export function hostControl(host: HostView): HostControl | undefined {
  const sys = openSys()
  const { origin } = host
  if (sys === undefined) return undefined
  if (origin.kind === 'disk') {
    const files = fileControl(sys, origin.root, 'disk')
    return isGap(files) ? undefined : { files }
  }
  if (origin.kind !== 'live' || host.volatile === undefined) return undefined
  const files = fileControl(sys, '/', 'live')
  return isGap(files)
    ? undefined
    : {
        files,
        processes: processControl(sys),
        services: serviceControl(sys),
        network: firewall(sys),
        mounts: mountControl(sys),
        containers: containerControl(sys),
        dumps: dumpControl(sys),
      }
}
