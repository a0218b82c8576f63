// Foreign code in davylamp's own process: whatever it is, it was put into every program on this host.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { SelfIntegrity } from '../core/facts/system.ts'
import { evidence } from '../core/finding.ts'
import type { Discrepancy } from '../core/host.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'

/** Monitoring, allocators, sanitizers and developers' tools that are preloaded on purpose. */
const ordinary =
  /\/(?:liboneagent\w*|launcher\.preload|libsplunk|libotelinject|libinstana\w*|libarmmem[-\w]*|libsnoopy|libeatmydata|libfakeroot[-\w]*|libfakechroot|libjemalloc|libtcmalloc\w*|libmimalloc|libkeepalive|libfaketime\w*|lib[atl]san|libubsan|libmemusage|libSegFault|libproxychains\d?|libtorsocks|libtsocks|libstdbuf|libsandbox|libcowdancer|libdlfaker|libvglfaker|libnss_wrapper|libbindfs|libappsec|libcontrast|libdatadog\w*)\.so(?:\.[\w.]+)?$/

export const selfPreloaded: Detector = {
  id: 'self-preloaded',
  summary: { zh: '自身进程中被注入了外来代码', en: 'foreign code was loaded into our own process' },
  techniques: ['T1574.006', 'T1014'],
  references: ['man:ld.so(8)', 'https://github.com/gianlucaborello/libprocesshider'],
  needs: ['self'],
  *detect({ self, discrepancies }) {
    for (const own of self) for (const path of own.foreign) yield* judge(path, own, discrepancies)
  },
}

function* judge(path: string, own: SelfIntegrity, lies: readonly Discrepancy[]) {
  const odd = isOddPlaceForProgram(path) || / \(deleted\)$/.test(path) || path.startsWith('/memfd:')
  const asked = own.environment.some(variable => variable.includes(path))
  const known = ordinary.test(path) && !odd && lies.length === 0
  const hidden = lies.flatMap(lie => (lie.hidden.length > 0 ? lie.hidden.map(name => `${lie.path}/${name}`) : [lie.path]))
  const account = hidden.length === 0 ? '' : ` · hides ${hidden.slice(0, 10).join(', ')}`
  const [severity, confidence] = known
    ? (['info', 0.1] as const)
    : lies.length > 0
      ? (['critical', 0.97] as const)
      : odd
        ? (['high', 0.8] as const)
        : asked
          ? (['low', 0.3] as const)
          : (['high', 0.6] as const)
  yield say(selfPreloaded, {
    title: { zh: `外来库 ${path} 被加载进本程序`, en: `the foreign library ${path} is loaded into our own process` },
    about: [entity('file', path.replace(/ \(deleted\)$/, ''))],
    evidence: [
      evidence('proc', '/proc/self/maps', `${path} mapped executable${account}`),
      ...own.environment.filter(variable => variable.includes(path)).map(variable => evidence('proc', '/proc/self/environ', variable)),
    ],
    severity,
    confidence,
    class: 'concealment',
    signal: known ? 'context' : 'intrusion',
    why: {
      zh: '本程序只加载自身运行时与系统库。经 /etc/ld.so.preload 或 LD_PRELOAD 混入的库能篡改所有程序看到的文件、进程与连接。',
      en: 'We load our runtime and system libraries alone. A library forced in by ld.so.preload or LD_PRELOAD can change what every program sees.',
    },
    whyNot: known
      ? {
          zh: '文件名属于常见的监控、内存分配或开发工具。',
          en: 'The name is that of a common monitoring agent, allocator or developer tool.',
        }
      : undefined,
  })
}
