// A container daemon from an odd place: its containers are invisible to `docker ps`.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'

const daemons = /^(?:dockerd|containerd|crio|podman|containerd-shim(?:-runc-v[12])?)$/
const usual =
  /^\/(?:usr\/(?:local\/)?(?:s?bin|libexec|lib)|s?bin|snap|opt|nix\/store|gnu\/store|var\/lib\/(?:rancher|k0s|k3s|snapd|embedded-cluster)|run\/(?:k3s|rke2)|home\/[^/]+\/(?:bin|\.local\/bin)|root\/bin|mnt\/wsl|run\/host)(?:\/|$)/
/** A folder made beside the programs of /bin, as /bin/wbin was. */
const besidePrograms = /^\/(?:usr\/)?s?bin\/[^/]+\//
/** Sockets and state in /run/user are those of rootless daemons; where the data lies is what tells. */
const state = /^(?:--(?:data-root|root|graph)|-g)$/

export const secondContainerDaemon: Detector = {
  id: 'second-container-daemon',
  summary: { zh: '来自异常位置的容器守护进程', en: 'a container daemon from an odd place' },
  techniques: ['T1610', 'T1564'],
  references: ['man:dockerd(8)', 'https://github.com/containerd/containerd/blob/main/docs/ops.md'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      const exe = process.exe?.path ?? ''
      // In a container another daemon is at home (docker-in-docker), and its paths are not the host's.
      if (process.container !== undefined || process.kernelThread || !isDaemon(process, exe)) continue
      const hidden = pathsOf(process).filter(path => isOddPlaceForProgram(path) || besidePrograms.test(path))
      const strange = exe !== '' && (isOddPlaceForProgram(exe) || besidePrograms.test(exe))
      if (!strange && hidden.length === 0 && (exe === '' || usual.test(exe))) continue
      const certain = strange || hidden.length > 0
      yield say(this, {
        title: {
          zh: `进程 ${process.pid} 是来自异常位置的容器守护进程 ${process.name}`,
          en: `process ${process.pid} is a container daemon (${process.name}) from an odd place`,
        },
        about: [process.id],
        evidence: [evidence('proc', `/proc/${process.pid}/cmdline`, `${exe} · ${process.argv.join(' ')}`)],
        severity: certain ? 'high' : 'low',
        confidence: certain ? 0.75 : 0.3,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '攻击者自带一份 containerd,在隐藏目录运行挖矿或代理容器,docker ps 与 kubectl 都看不到。',
          en: 'Attackers bring a containerd of their own and run miners or proxies under it, out of sight of docker ps and kubectl.',
        },
      })
    }
  },
}

function isDaemon({ name, argv }: Process, exe: string): boolean {
  const base = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  return [name, base(exe), base(argv[0] ?? '')].some(one => daemons.test(one))
}

/** Where it keeps its data, by its arguments. */
function pathsOf({ argv }: Process): readonly string[] {
  return argv.flatMap((word, i) => {
    const equals = word.indexOf('=')
    if (equals > 0 && state.test(word.slice(0, equals))) return [word.slice(equals + 1)]
    return state.test(word) ? [argv[i + 1] ?? ''] : []
  })
}
