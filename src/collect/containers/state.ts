// What each runtime's reader needs: the host, the processes, and a row with everything that is not known left empty.
import { entity } from '../../core/entity.ts'
import type { Container } from '../../core/facts/container.ts'
import type { Process } from '../../core/facts/process.ts'
import type { Gap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'

/** One runtime's containers as its state on disk tells them; `processes` lead to daemons and shims in odd places. */
export type RuntimeReader = (host: HostView, processes: readonly Process[]) => Iterable<Container | Gap>

/** More than this in one folder is somebody's joke. */
export const mostContainers = 5000

export function containerOf(given: Partial<Container> & Pick<Container, 'runtime' | 'containerId'>): Container {
  return {
    id: entity('container', given.containerId),
    name: '',
    image: '',
    running: false,
    command: [],
    privileged: false,
    hostMounts: [],
    restartPolicy: '',
    lowerDirs: [],
    processes: [],
    ...given,
  }
}

/** Values of an option in "--name value", "--name=value" and "-n value" form. */
export function optionValues(argv: readonly string[], ...names: readonly string[]): readonly string[] {
  return argv.flatMap((word, i) => {
    const name = names.find(one => word === one || word.startsWith(`${one}=`))
    if (name === undefined) return []
    return word === name ? [argv[i + 1] ?? ''] : [word.slice(name.length + 1)]
  })
}
