import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Command } from 'commander'
import { explainIn, untold } from './help-words.ts'

const folder = join(import.meta.dirname, 'commands')

test('every command, option and argument is explained in Chinese', async () => {
  for (const file of readdirSync(folder)) {
    const made = Object.values((await import(join(folder, file))) as Record<string, () => Command>)[0]!()
    assert.deepEqual(untold(made), [], file)
  }
})

test('the help speaks one language, also of choices and defaults', () => {
  const made = (): Command => new Command('x').description('does it / 做这件事').option('--state <dir>', 'where results are kept', '/tmp')
  const [zh, en] = [explainIn(made(), 'zh').helpInformation(), explainIn(made(), 'en').helpInformation()]
  for (const part of ['用法:', '做这件事', '选项:', '结果保存在哪里(默认:/tmp)']) assert.ok(zh.includes(part), zh)
  assert.doesNotMatch(zh, /does it|Options|default/)
  assert.match(en, /does it\n[\s\S]*where results are kept \(default: "\/tmp"\)/)
  assert.doesNotMatch(en, /[\u4e00-\u9fff]/)
})
