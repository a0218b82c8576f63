// The eBPF programs and links that the kernel has loaded, by bpf(2).
import { textOf } from '../core/bytes.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { BpfObject } from '../core/host.ts'
import { gapOfErrno } from './errno.ts'
import { errno, type Sys } from './sys.ts'

const programs = { next: 11, open: 13 }
const links = { next: 31, open: 30 }
const getInfo = 15
const mostObjects = 4096

/** Of enum bpf_prog_type and bpf_link_type, uapi/linux/bpf.h, in their order. */
const programTypes =
  'unspec socket_filter kprobe sched_cls sched_act tracepoint xdp perf_event cgroup_skb cgroup_sock lwt_in lwt_out lwt_xmit sock_ops sk_skb cgroup_device sk_msg raw_tracepoint cgroup_sock_addr lwt_seg6local lirc_mode2 sk_reuseport flow_dissector cgroup_sysctl raw_tracepoint_writable cgroup_sockopt tracing struct_ops ext lsm sk_lookup syscall netfilter'.split(
    ' ',
  )
const linkTypes =
  'unspec raw_tracepoint tracing cgroup iter netns xdp perf_event kprobe_multi struct_ops netfilter tcx uprobe_multi netkit'.split(' ')

export function bpfObjects(sys: Sys): readonly BpfObject[] | Gap {
  const found: BpfObject[] = []
  for (const kind of ['program', 'link'] as const) {
    const some = objectsOf(sys, kind)
    if (isGap(some)) return some
    found.push(...some)
  }
  return found
}

function objectsOf(sys: Sys, kind: BpfObject['kind']): readonly BpfObject[] | Gap {
  const commands = kind === 'program' ? programs : links
  const attribute = new Uint8Array(128)
  const view = new DataView(attribute.buffer)
  const pointer = sys.pointer(attribute)
  const info = new Uint8Array(256)
  const infoPointer = sys.pointer(info)
  const found: BpfObject[] = []
  for (let id = 0; found.length < mostObjects; ) {
    attribute.fill(0)
    view.setUint32(0, id, true)
    const next = sys.call('bpf', commands.next, pointer, attribute.length)
    if (next < 0) return -next === errno.ENOENT ? found : found.length > 0 ? found : gapOfErrno(`loaded eBPF ${kind}s`, -next)
    id = view.getUint32(4, true)
    attribute.fill(0)
    view.setUint32(0, id, true)
    const fd = sys.call('bpf', commands.open, pointer, attribute.length)
    if (fd < 0) continue
    attribute.fill(0)
    info.fill(0)
    view.setUint32(0, fd, true)
    view.setUint32(4, info.length, true)
    view.setBigUint64(8, infoPointer, true)
    const got = sys.call('bpf', getInfo, pointer, attribute.length)
    sys.call('close', fd)
    if (got >= 0) found.push(kind === 'program' ? programOf(info) : linkOf(info))
  }
  return found
}

function programOf(info: Uint8Array): BpfObject {
  const view = new DataView(info.buffer)
  const type = view.getUint32(0, true)
  const name = textOf(info.slice(64, 80)).replace(/\0.*$/s, '')
  return {
    id: view.getUint32(4, true),
    kind: 'program',
    type: programTypes[type] ?? `type ${type}`,
    name,
    loadedByUid: view.getUint32(48, true),
  }
}

function linkOf(info: Uint8Array): BpfObject {
  const view = new DataView(info.buffer)
  const type = view.getUint32(0, true)
  return {
    id: view.getUint32(4, true),
    kind: 'link',
    type: linkTypes[type] ?? `type ${type}`,
    name: '',
    attachedTo: `program ${view.getUint32(8, true)}`,
  }
}
