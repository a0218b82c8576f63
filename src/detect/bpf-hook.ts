// An eBPF program whose name says that it meddles with directory listings or hides something.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'
import type { BpfObject } from '../core/host.ts'

const hooking = new Set(['kprobe', 'tracepoint', 'raw_tracepoint', 'raw_tracepoint_writable', 'tracing', 'lsm', 'perf_event'])
/** Kernel names are cut to 15 bytes: "handle_getdents_exit" shows as "handle_getdents". */
const meddling = /getdent|hide_?(?:pid|proc|file|me|dir)|pid_?hid|rootkit|boopkit|badbpf|bad_bpf|ebpfkit|triplecross|sudoadd|writeblocker/i

const tools =
  /^(?:falco|sysdig|tetragon|cilium|datadog|system-probe|security-agent|process-agent|tracee|pixie|vizier|parca|beyla|alloy|kubearmor|inspektor|ig$|gadget|bpftrace|bpftool|opensnoop|execsnoop|falcon-sensor|elastic-|auditbeat|sentinelone|s1-agent|cbagent|wazuh|kunai|pulsar|hubble|calico|ebpf)/i

export const bpfHook: Detector = {
  id: 'bpf-hook',
  summary: { zh: '挂钩目录读取或带有隐藏意图的 eBPF 程序', en: 'an eBPF program that hooks directory listings' },
  techniques: ['T1014'],
  references: ['man:bpf(2)', 'https://github.com/pathtofile/bad-bpf', 'https://github.com/h3xduck/TripleCross'],
  needs: ['bpf'],
  *detect({ bpf, processes }) {
    const tool = processes.find(({ name }) => tools.test(name))
    for (const program of bpf) {
      if (program.kind !== 'program' || !hooking.has(program.type) || !meddling.test(program.name)) continue
      yield say(this, {
        title: { zh: `eBPF 程序 ${program.name} 挂钩目录读取`, en: `the eBPF program ${program.name} hooks directory listings` },
        about: [entity('module', `bpf/${program.id}`)],
        evidence: [evidence('host', `bpf program ${program.id}`, describe(program, bpf))],
        severity: tool === undefined ? 'medium' : 'info',
        confidence: tool === undefined ? 0.5 : 0.1,
        class: 'concealment',
        signal: tool === undefined ? 'intrusion' : 'context',
        why: {
          zh: '挂在 getdents64 返回处的 eBPF 程序可以改写目录内容,从而隐藏进程与文件,且不留下内核模块。',
          en: 'An eBPF program at the return of getdents64 can rewrite listings, and so hide processes and files without a kernel module.',
        },
        whyNot:
          tool === undefined
            ? undefined
            : { zh: `监控工具 ${tool.name} 正在运行,它会加载此类程序。`, en: `${tool.name} runs here, and loads such programs to watch.` },
      })
    }
  },
}

function describe({ id, type, name, loadedByUid }: BpfObject, all: readonly BpfObject[]): string {
  const links = all.filter(object => object.kind === 'link' && object.attachedTo === `program ${id}`)
  return `${type} ${name} · loaded by uid ${loadedByUid ?? '?'} · ${links.length} links`
}
