// What a table of forms says of one kind of persistence: disks that attackers leave behind, and disks that ordinary machines have.
import type { Node } from '../../../src/host/memory.ts'

export type Disk = Readonly<Record<string, Node>>

export interface Forms {
  readonly malicious: readonly Disk[]
  readonly benign: readonly Disk[]
}

export type FormsByKind = Readonly<Record<string, Forms>>

export const script = (body: string): Node => ({ content: `#!/bin/sh\n${body}\n`, mode: 0o755 })
