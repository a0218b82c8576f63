// A process of unknown origin that holds huge pages as RandomX does.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import { baseName, exeText, isProgram, labelOf } from './process-words.ts'
import { isPackagedPlace, isSuspectProgram } from './program-place.ts'

/** The RandomX cache, 256 MiB (RANDOMX_ARGON_MEMORY in its configuration.h). */
const cacheBytes = 268_435_456
/** The RandomX dataset (RANDOMX_DATASET_BASE_SIZE + RANDOMX_DATASET_EXTRA_SIZE), one on each NUMA node. */
const datasetBytes = 2_181_038_080
/** Above dataset and cache: 2 MiB a thread and rounding to whole huge pages. */
const marginBytes = 1 << 30

/** Programs that are configured for huge pages on purpose. */
const known =
  /^(?:postgres|mysqld|mariadbd|oracle.*|java|qemu-.*|kvm|firecracker|cloud-hypervisor|ovs-vswitchd|vpp|dpdk-.*|testpmd|spdk_.*|nvmf_tgt|vhost|redis-server|memcached|clickhouse.*|hdbindexserver|db2sysc|varnishd|beam\.smp)$/

export const hugepagesUser: Detector = {
  id: 'hugepages-user',
  summary: { zh: '来历不明的进程占用大页内存', en: 'a process of unknown origin holds huge pages' },
  techniques: ['T1496.001'],
  references: ['man:proc_pid_status(5)', 'https://github.com/tevador/RandomX/blob/master/src/configuration.h'],
  needs: ['processes'],
  *detect({ processes }, _intel, leads) {
    for (const process of processes) {
      const { hugetlbBytes: bytes, exe } = process
      if (!isProgram(process) || bytes < cacheBytes || exe === undefined) continue
      if (known.test(baseName(exe.path)) && isPackagedPlace(exe.path)) continue
      const suspect = leads.has(process.id) || isSuspectProgram(process)
      const shaped = looksLikeRandomX(bytes)
      if (!suspect && (!shaped || isPackagedPlace(exe.path))) continue
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 占用 ${mebibytes(bytes)} MiB 大页`,
          en: `process ${labelOf(process)} holds ${mebibytes(bytes)} MiB of huge pages`,
        },
        about: [process.id],
        evidence: [
          evidence('proc', `/proc/${process.pid}/status`, `HugetlbPages: ${bytes / 1024} kB · ${exeText(process)} · ${threads(process)}`),
        ],
        severity: suspect ? 'medium' : 'low',
        confidence: suspect ? (shaped ? 0.7 : 0.5) : 0.3,
        class: 'tuning',
        signal: 'mining',
        why: shaped
          ? {
              zh: '大小与 RandomX 数据集(每 NUMA 节点 2080 MiB)相符,门罗币矿工用大页提速。',
              en: 'The size is that of the RandomX dataset (2080 MiB a NUMA node); Monero miners use huge pages to be faster.',
            }
          : {
              zh: '可疑进程占用至少 RandomX 缓存大小(256 MiB)的大页。',
              en: 'A suspicious process holds huge pages of at least the size of the RandomX cache (256 MiB).',
            },
      })
    }
  },
}

function looksLikeRandomX(bytes: number): boolean {
  return [1, 2, 4, 8].some(nodes => bytes >= nodes * datasetBytes && bytes <= nodes * datasetBytes + cacheBytes + marginBytes)
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / (1 << 20))
}

function threads({ threads: count }: Process): string {
  return `${count} threads`
}
