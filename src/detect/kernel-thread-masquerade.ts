// A user program that bears the name of a kernel thread, or one spelled nearly so.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import type { Text } from '../core/text.ts'
import { argvEvidence, baseName, exeEvidence, isProgram, labelOf } from './process-words.ts'

/** Names that only the kernel gives to its own threads (kthread_create and alloc_workqueue in the Linux sources). */
const kernelName =
  /^(?:kthreadd|kworker(?:\/.*|\+.*)?|ksoftirqd\/\d+|kswapd(?:0|[1-9]\d*)|kcompactd(?:0|[1-9]\d*)|kdevtmpfs|kauditd|khugepaged|khungtaskd|kintegrityd|kblockd|kthrotld|ksmd|kdmflush.*|khvcd|oom_reaper|rcu_(?:sched|bh|preempt|gp|par_gp|tasks).*|rcuo[bgps]\/\d+|rcub\/\d+|cpuhp\/\d+|migration\/\d+|watchdog\/\d+|idle_inject\/\d+|irq\/\d+-.*|jbd2\/.*|scsi_(?:eh|tmf)_\d+|md\d+_raid\d+|edac-poller|ext4-rsv-conver|inet_frag_wq|slub_flushwq|mm_percpu_wq|zswap-shrink|kvfree_rcu_reclaim|pool_workqueue_release|xfsaild\/.*|xfs-[a-z]+\/.*|btrfs-(?:cleaner|transaction|worker).*)$/

/** Long enough and odd enough that no other program is called nearly so. */
const imitated = [
  'kthreadd',
  'kworker',
  'ksoftirqd',
  'kswapd0',
  'kdevtmpfs',
  'kauditd',
  'khugepaged',
  'khungtaskd',
  'kintegrityd',
  'kthrotld',
  'kcompactd0',
]
const longestSuffix = 4

export const kernelThreadMasquerade: Detector = {
  id: 'kernel-thread-masquerade',
  summary: { zh: '用户态程序冒充内核线程', en: 'a user program poses as a kernel thread' },
  techniques: ['T1036.004', 'T1036.011'],
  references: ['man:proc_pid_stat(5)', 'https://docs.kernel.org/core-api/workqueue.html'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      if (!isProgram(process) || (process.exe === undefined && process.virtualBytes === 0)) continue
      const claim = claimOf(process)
      if (claim === undefined) continue
      yield say(this, {
        title: {
          zh: `用户态进程 ${labelOf(process)} 冒充内核线程 ${claim.name}`,
          en: `user process ${labelOf(process)} poses as kernel thread ${claim.name}`,
        },
        about: [process.id],
        evidence: [exeEvidence(process), argvEvidence(process)],
        ...weights[claim.how],
        class: 'concealment',
        signal: 'intrusion',
        why: reasons[claim.how],
      })
    }
  },
}

type How = 'exact' | 'near' | 'bracket'

const weights = {
  exact: { severity: 'high', confidence: 0.95 },
  near: { severity: 'medium', confidence: 0.6 },
  bracket: { severity: 'low', confidence: 0.3 },
} as const

const reasons: Readonly<Record<How, Text>> = {
  exact: {
    zh: '内核未给它设置 PF_KTHREAD 标志,它有自己的程序文件和内存:名字必是伪装。',
    en: 'The kernel has not set PF_KTHREAD on it, and it has a program file and memory of its own: the name is a lie.',
  },
  near: {
    zh: '名字与内核线程仅差几个字符,是挖矿木马常用的障眼法。',
    en: 'The name differs from that of a kernel thread by a few characters, as miners like to be called.',
  },
  bracket: {
    zh: '命令行以方括号括起的名字开头,ps 会把它显示得像内核线程。',
    en: 'Its command line begins with a name in brackets, so that ps shows it like a kernel thread.',
  },
}

function claimOf({ name, argv, exe }: Process): { name: string; how: How } | undefined {
  const title = argv.join(' ').trim()
  const bracketed = /^\[([^\]\n]{1,64})\]\s*$/.exec(title)?.[1]
  const inBrackets = /^\[([^\]\n]{1,64})\]$/.exec((argv[0] ?? '').trim())?.[1]
  const names = [bracketed, inBrackets, name, baseName(argv[0] ?? ''), argv[0]].filter(n => n !== undefined && n !== '') as string[]
  const exact = names.find(n => kernelName.test(n))
  if (exact !== undefined) return { name: exact, how: 'exact' }
  if (exe !== undefined) names.push(baseName(exe.path))
  const near = names.find(isNear)
  if (near !== undefined) return { name: near, how: 'near' }
  return inBrackets !== undefined && /^[\w/:.+-]+$/.test(inBrackets) ? { name: `[${inBrackets}]`, how: 'bracket' } : undefined
}

/** Begins as a kernel thread's name does and goes on differently: kdevtmpfsi, kthreaddk, kswapd00. */
function isNear(name: string): boolean {
  if (kernelName.test(name)) return false
  return imitated.some(
    real =>
      name.startsWith(real.slice(0, real.length > 7 ? -2 : -1)) &&
      name.length <= real.length + longestSuffix &&
      name.length >= real.length - 1,
  )
}
