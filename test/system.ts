// Rows about the system for tests: a quiet machine, and what the test is about given on top.
import { entity } from '../src/core/entity.ts'
import type { Container } from '../src/core/facts/container.ts'
import type { Kernel, KernelModule, Mount, SelfIntegrity, VitalSigns } from '../src/core/facts/system.ts'

export function moduleOf(given: Partial<KernelModule> & { name: string }): KernelModule {
  return { id: entity('module', given.name), seenBy: ['proc', 'sys', 'kallsyms'], taint: '', ...given }
}

export function kernelOf(given: Partial<Kernel> = {}): Kernel {
  return {
    release: '6.1.0-18-amd64',
    tainted: 0,
    corePattern: 'core',
    pidMax: 4194304,
    hugepages: [],
    msr: { loaded: false, allowWrites: '' },
    preload: [],
    sysctl: {},
    ...given,
  }
}

export function mountOf(given: Partial<Mount> & { target: string }): Mount {
  return { source: '/dev/vda1', type: 'ext4', options: 'rw,relatime', root: '/', ...given }
}

export function selfOf(given: Partial<SelfIntegrity> = {}): SelfIntegrity {
  return { foreign: [], environment: [], rawCalls: true, ...given }
}

export function vitalsOf(given: Partial<VitalSigns> = {}): VitalSigns {
  return { cores: 4, load: [0, 0, 0], memoryTotal: 8 << 30, memoryAvailable: 4 << 30, disks: [], ...given }
}

export function containerRow(given: Partial<Container> & { containerId: string }): Container {
  return {
    id: entity('container', given.containerId),
    runtime: 'docker',
    name: '',
    image: '',
    running: true,
    command: [],
    privileged: false,
    hostMounts: [],
    restartPolicy: 'no',
    lowerDirs: [],
    processes: [],
    ...given,
  }
}
