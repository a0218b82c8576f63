// Which processes hold a GPU open.
import type { Collector } from '../core/collector.ts'
import { gap } from '../core/gap.ts'

/** Device nodes of NVIDIA, AMD (kfd, dri) and Intel (dri) drivers and of compute accelerators. */
const device = /^\/dev\/(?:nvidia(?:\d+|-uvm|ctl)|kfd|dri\/(?:card|renderD)\d+|accel\/accel\d+)$/

export const gpu: Collector = {
  id: 'gpu',
  summary: { zh: 'GPU:打开显卡设备的进程', en: 'GPU: processes that hold a graphics or compute device open' },
  techniques: [],
  references: ['https://docs.kernel.org/gpu/drm-uapi.html', 'https://docs.kernel.org/accel/introduction.html'],
  gives: ['gpu'],
  needs: ['processes'],
  *collect(host, { processes }) {
    if (host.volatile === undefined) {
      yield gap('gpu', 'unsupported', 'nothing runs on a disk')
      return
    }
    for (const { id, open } of processes)
      for (const target of new Set(open.map(file => file.target))) if (device.test(target)) yield ['gpu', { device: target, process: id }]
  },
}
