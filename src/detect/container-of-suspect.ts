// Where an accused process or file in a container came from: out of the image, or written into the container while it ran.
import { type Detector, say } from '../core/detector.ts'
import type { EntityId } from '../core/entity.ts'
import type { Container } from '../core/facts/container.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence, type Finding } from '../core/finding.ts'

export const containerOfSuspect: Detector = {
  id: 'container-of-suspect',
  summary: { zh: '可疑进程或文件所在的容器及其来源', en: 'the container of an accused process or file, and where it came from' },
  techniques: ['T1610'],
  references: ['https://docs.kernel.org/filesystems/overlayfs.html'],
  needs: ['containers', 'processes'],
  *detect({ containers, processes, files }, _intel, leads) {
    yield* ofFiles(this, containers, files, leads)
    for (const process of processes) {
      if (process.container === undefined || !leads.has(process.id)) continue
      const container = containers.find(({ id }) => id === process.container)
      if (container === undefined) continue
      const file = files.find(one => isProgram(one, process))
      const layer = file?.containerLayer
      const name = container.name === '' ? container.containerId.slice(0, 12) : container.name
      yield say(this, {
        title: {
          zh: `进程 ${process.pid} 运行在容器 ${name} 中${layer === undefined ? '' : layer === 'image' ? ',程序来自镜像' : ',程序是运行期间写入的'}`,
          en: `process ${process.pid} runs in the container ${name}${layer === undefined ? '' : layer === 'image' ? '; its program came with the image' : '; its program was written at run time'}`,
        },
        about: [process.id, container.id],
        evidence: [
          evidence('proc', `/proc/${process.pid}/cgroup`, process.cgroup.join(' ')),
          evidence('container', container.path ?? container.containerId, describe(container, process)),
          ...(file === undefined ? [] : [evidence('file', file.path, `${file.magic}, layer: ${layer ?? 'unknown'}`)]),
        ],
        severity: 'info',
        confidence: 0.1,
        class: 'provenance',
        signal: 'context',
        why:
          layer === 'runtime'
            ? {
                zh: '镜像里没有这个程序,它是容器启动后写入的:容器内的服务被攻破。应修补该服务,重建容器,而不是责怪镜像。',
                en: 'The image does not hold this program: it was written after the start, so a service inside was broken into. Fix that service.',
              }
            : layer === 'image'
              ? {
                  zh: '程序随镜像而来:问题在镜像或拉取它的人,仅删除容器内文件没有用,应停用该镜像。',
                  en: 'The program came with the image: the image, or whoever pulled it, is the cause, and deleting the file inside helps nothing.',
                }
              : {
                  zh: '进程属于容器:处置时应针对容器及其重启策略,只杀进程会被重新拉起。',
                  en: 'The process belongs to a container: deal with the container and its restart policy, for a killed process alone comes back.',
                },
      })
    }
  },
}

/** Accused files that lie in a container, running or not: one finding a container. */
function* ofFiles(
  detector: Detector,
  containers: readonly Container[],
  files: readonly FileFact[],
  leads: ReadonlySet<EntityId>,
): Generator<Finding> {
  for (const container of containers) {
    const [first, ...others] = files.filter(file => file.container === container.id && leads.has(file.id))
    if (first === undefined) continue
    const name = container.name === '' ? container.containerId.slice(0, 12) : container.name
    const written = [first, ...others].filter(file => file.containerLayer === 'runtime')
    yield say(detector, {
      title: {
        zh: `容器 ${name} 中有 ${others.length + 1} 个可疑文件${written.length > 0 ? ',是运行期间写入的' : ''}`,
        en: `${others.length + 1} accused files lie in the container ${name}${written.length > 0 ? ', written while it ran' : ''}`,
      },
      about: [first.id, ...others.map(({ id }) => id), container.id],
      evidence: [
        evidence('file', first.path, `${first.magic}, layer: ${first.containerLayer ?? 'unknown'}`),
        evidence('container', container.path ?? container.containerId, describe(container)),
      ],
      severity: 'info',
      confidence: 0.1,
      class: 'provenance',
      signal: 'context',
      why:
        written.length > 0
          ? {
              zh: '镜像里没有这些文件,它们是容器启动后写入的:容器内的服务被攻破。应修补该服务,重建容器,而不是责怪镜像。',
              en: 'The image does not hold these files: they were written after the start, so a service inside was broken into. Fix that service.',
            }
          : {
              zh: '文件位于容器内:处置时应针对容器及其重启策略。',
              en: 'The files belong to a container: deal with the container and its restart policy.',
            },
    })
  }
}

function isProgram(file: FileFact, { exe, container }: Process): boolean {
  return exe !== undefined && file.container === container && (file.path === exe.path || file.path.endsWith(exe.path))
}

function describe({ image, runtime, restartPolicy, upperDir }: Container, process?: Process): string {
  const program = process === undefined ? '' : ` · program ${process.exe?.path ?? '?'}`
  return `${runtime} ${image}${program} · restart ${restartPolicy} · written to ${upperDir ?? '?'}`
}
