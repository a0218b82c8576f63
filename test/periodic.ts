// One test of the kinds that list the programs of a run-parts directory.
import assert from 'node:assert/strict'
import type { Persistence } from '../src/core/persistence.ts'
import { testKind } from './kinds.ts'

/** Tests such a kind on a directory with a program, a switched-off one, a hidden one and a link that leads nowhere. */
export function testPeriodic(kind: Persistence, directory: string): void {
  testKind(kind, {
    tree: {
      [`${directory}/.placeholder`]: '# This file is a simple placeholder\n',
      [`${directory}/gcc.sh`]: { content: '#!/bin/sh\ncp /lib/libudev.so /lib/libudev.so.6\n', mode: 0o755 },
      [`${directory}/off`]: '#!/bin/sh\n',
      [`${directory}/x~`]: { content: 'old', mode: 0o755 },
      [`${directory}/nowhere`]: { link: '/gone' },
      [`${directory}/sub/x`]: '',
    },
    lists: [`${directory}/gcc.sh:1 ${directory}/gcc.sh`, `${directory}/off:1 ${directory}/off`, `${directory}/x~:1 ${directory}/x~`],
    also: entries => {
      assert.deepEqual(
        entries.map(e => e.disabled === true),
        [false, true, true],
      )
      assert.ok(entries.every(e => e.user === 'root' && e.extent === 'file' && e.trigger === 'schedule'))
    },
  })
}
