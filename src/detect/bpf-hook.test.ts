import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import type { BpfObject } from '../core/host.ts'
import { bpfHook } from './bpf-hook.ts'

const detect = (bpf: BpfObject[], name = 'sshd') => [
  ...bpfHook.detect(factsOf({ bpf, processes: [processOf({ pid: 9, name })] }), noIntel, new Set()),
]
const hook: BpfObject = { id: 7, kind: 'program', type: 'tracepoint', name: 'handle_getdents', loadedByUid: 0 }

test('hit: a hook on getdents that no known tool explains', () => {
  const [found] = detect([hook, { id: 3, kind: 'link', type: 'perf_event', name: '', attachedTo: 'program 7' }])
  assert.deepEqual([found?.severity, found?.signal, found?.evidence[0].locator], ['medium', 'intrusion', 'bpf program 7'])
  assert.match(found?.evidence[0].excerpt ?? '', /1 links/)
})

test("near miss: systemd's own programs, network programs, and a monitoring tool", () => {
  assert.deepEqual(detect([{ ...hook, type: 'cgroup_device', name: 'sd_devices' }]), [])
  assert.deepEqual(detect([{ ...hook, name: 'sys_enter_openat' }]), [])
  assert.deepEqual(detect([{ ...hook, type: 'sched_cls' }]), [])
  assert.equal(detect([hook], 'tetragon')[0]?.signal, 'context')
})
