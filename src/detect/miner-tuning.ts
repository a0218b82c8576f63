// The host is tuned for RandomX: huge pages in its numbers, and model-specific registers open for writing.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import { some } from '../core/some.ts'

/** 2 MiB pages for RandomX's dataset and cache (1,168) and one a thread; miners' guides round it to 1,280. */
const fewest = 1168
const roundNumber = 1280
/** The dataset in pages of 1 GiB. */
const gigantic = 3

const users =
  /^(?:postgres|postmaster|mysqld|mariadbd|oracle|ora_|java|qemu|kvm|libvirtd|dpdk|vpp|ovs-vswitchd|spdk|redis-server|mongod|clickhouse|memcached|varnishd|sap|hdb|db2|nvmf_tgt|firecracker|cloud-hypervis|tsserver|xtdb|trex|testpmd)/

export const minerTuning: Detector = {
  id: 'miner-tuning',
  summary: { zh: '主机被调优用于 RandomX 挖矿', en: 'the host is tuned for RandomX mining' },
  techniques: ['T1496.001'],
  references: ['https://xmrig.com/docs/miner/hugepages', 'https://xmrig.com/docs/miner/randomx-optimization-guide/msr', 'man:msr(4)'],
  needs: ['kernel'],
  *detect({ kernel, processes, vitals }) {
    const cores = vitals[0]?.cores ?? 0
    for (const row of kernel) {
      const user = processes.find(isUser)
      const pages = row.hugepages.filter(({ path, count }) => isRandomx(path, count, cores))
      const writable = row.msr.allowWrites.trim() === 'on'
      const proofs = some([
        ...pages.map(({ path, count }) => evidence('proc', path.replace(/:\d+$/, ''), `${path}: ${count} huge pages`)),
        ...(writable ? [evidence('proc', '/sys/module/msr/parameters/allow_writes', row.msr.allowWrites)] : []),
      ])
      if (proofs === undefined || (!writable && user !== undefined)) continue
      const both = writable && pages.length > 0
      yield say(this, {
        title: both
          ? { zh: '大页数量与 MSR 写权限均符合 RandomX 挖矿调优', en: 'huge pages and MSR writes are both set as RandomX miners set them' }
          : writable
            ? { zh: 'MSR 寄存器允许任意写入', en: 'model-specific registers are open for writing' }
            : { zh: '大页数量与 RandomX 所需一致', en: 'the number of huge pages is just what RandomX needs' },
        about: [entity('host', 'local')],
        evidence: proofs,
        severity: both ? 'medium' : 'low',
        confidence: both ? 0.6 : 0.3,
        class: 'tuning',
        signal: 'mining',
        why: {
          zh: '挖矿程序以 root 运行时会设置大页并改写 MSR 以提高 RandomX 算力,结束后通常不会还原,痕迹因而留存。',
          en: 'Miners that run as root set huge pages and MSRs for RandomX and seldom put them back, so that the traces outlive them.',
        },
        whyNot: user === undefined ? undefined : { zh: `进程 ${user.name} 也会使用大页。`, en: `${user.name} uses huge pages as well.` },
      })
    }
  },
}

function isUser(process: Process): boolean {
  return users.test(process.name)
}

function isRandomx(path: string, count: number, cores: number): boolean {
  const kilobytes = /hugepages-(\d+)kB/.exec(path)?.[1] ?? '2048'
  if (kilobytes === '1048576') return count === gigantic && path.includes('/node/')
  return kilobytes === '2048' && (count === roundNumber || (count >= fewest && count <= fewest + Math.max(cores, 16)))
}
