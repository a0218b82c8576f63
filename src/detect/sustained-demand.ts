// A process that wants a whole core or more, now and over its whole life.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { baseName, exeText, isProgram, labelOf } from './process-words.ts'
import { isPackagedPlace } from './program-place.ts'

/** Cores: run time and run-queue wait together. */
const leastDemand = 0.9
const leastAgeSeconds = 60
/** CPU seconds for each second of life. */
const leastShare = 0.5

const builders =
  /^(?:cc1(?:plus)?|gcc|g\+\+|clang[\d.+-]*|ld(?:\.\w+)?|rustc|cargo|go|compile|link|javac|tsc|webpack|esbuild|make|ninja|bazel|xz|zstd|gzip|pigz|bzip2|ffmpeg|x26[45]|blender|HandBrakeCLI|stress(?:-ng)?|sysbench|boinc.*|FAHC.*)$/
const servers =
  /^(?:postgres|mysqld|mariadbd|mongod|redis-server|clickhouse.*|java|elasticsearch|qemu-.*|nginx|haproxy|envoy|node|python[\d.]*|beam\.smp|dotnet|php-fpm[\d.]*)$/

export const sustainedDemand: Detector = {
  id: 'sustained-demand',
  summary: { zh: '进程持续占满一个以上 CPU 核心', en: 'a process demands a whole core or more all the time' },
  techniques: ['T1496.001'],
  references: ['https://docs.kernel.org/scheduler/sched-stats.html'],
  needs: ['processes'],
  *detect({ processes, vitals }, _intel, leads) {
    const now =
      processes
        .map(p => p.startedAt ?? '')
        .sort()
        .at(-1) ?? ''
    const cores = vitals[0]?.cores
    for (const process of processes) {
      const { demand } = process
      if (!isProgram(process) || demand === undefined || demand.cpu + demand.wait < leastDemand) continue
      const age = process.startedAt === undefined ? 0 : (Date.parse(now) - Date.parse(process.startedAt)) / 1000
      const most = cores !== undefined && demand.cpu + demand.wait >= cores / 2
      const lasting = age >= leastAgeSeconds && process.cpuSeconds / age >= leastShare
      const lead = leads.has(process.id)
      if (!lasting && !(most && lead)) continue
      const innocent = lead ? undefined : innocence(process)
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 需求 ${(demand.cpu + demand.wait).toFixed(1)} 个核心`,
          en: `process ${labelOf(process)} demands ${(demand.cpu + demand.wait).toFixed(1)} cores`,
        },
        about: [process.id],
        evidence: [evidence('proc', `/proc/${process.pid}/schedstat`, figures(process, age))],
        severity: lead && lasting ? 'medium' : 'info',
        confidence: lead ? (lasting ? 0.4 : 0.2) : 0.1,
        class: 'demand',
        signal: lead ? 'mining' : 'context',
        why: {
          zh: '挖矿的目的就是占用算力;运行时间加排队时间不受邻居和 nice 值影响,比 CPU% 可靠。',
          en: 'Taking CPU is what mining is for; run time and queue time together show it whatever neighbours and nice do to CPU%.',
        },
        whyNot: innocent,
      })
    }
  },
}

function figures(process: Process, age: number): string {
  const { demand, cpuSeconds } = process
  return `run ${demand?.cpu.toFixed(2)} + wait ${demand?.wait.toFixed(2)} cores in ${demand?.windowMs} ms; ${Math.round(cpuSeconds)} CPU s in ${Math.round(age)} s; ${exeText(process)}`
}

function innocence({ exe }: Process): Text | undefined {
  const file = baseName(exe?.path ?? '')
  if (builders.test(file)) return { zh: '编译、压缩或转码程序本就吃 CPU。', en: 'Compilers, compressors and encoders take CPU by nature.' }
  if (servers.test(file))
    return { zh: '数据库、虚拟机或应用服务可能只是在忙。', en: 'A database, virtual machine or application server may just be busy.' }
  if (exe !== undefined && !exe.deleted && isPackagedPlace(exe.path))
    return { zh: '程序位于软件包目录,忙碌本身不说明什么。', en: 'Its program lies in a packaged place; being busy says nothing by itself.' }
  return undefined
}
