import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { moduleOf } from '../../test/system.ts'
import { factsOf } from '../core/facts.ts'
import { gap } from '../core/gap.ts'
import { hiddenModule } from './hidden-module.ts'

test('hit: in sysfs or in the symbols, but not in the list', () => {
  const modules = [
    moduleOf({ name: 'diamorphine', seenBy: ['sys'] }),
    moduleOf({ name: 'x', seenBy: ['kallsyms'] }),
    moduleOf({ name: 'ext4' }),
  ]
  const found = [...hiddenModule.detect(factsOf({ modules }), noIntel, new Set())]
  assert.deepEqual(
    found.map(f => [f.about[0], f.severity, f.evidence[0].locator]),
    [
      ['module:diamorphine', 'high', '/sys/module/diamorphine/initstate'],
      ['module:x', 'high', '/proc/kallsyms'],
    ],
  )
})

test('near miss: a list that could not be read accuses nobody, nor do missing symbols', () => {
  const modules = [moduleOf({ name: 'ext4', seenBy: ['sys', 'kallsyms'] })]
  assert.equal([...hiddenModule.detect(factsOf({ modules, gaps: [gap('/proc/modules', 'denied')] }), noIntel, new Set())].length, 0)
  assert.equal(
    [...hiddenModule.detect(factsOf({ modules: [moduleOf({ name: 'd', seenBy: ['proc', 'sys'] })] }), noIntel, new Set())].length,
    0,
  )
})
