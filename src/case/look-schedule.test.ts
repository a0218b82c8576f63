import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinarySchedule } from '../core/proof.ts'
import { lookScheduleOf } from './look-schedule.ts'

const of = (...times: string[]) => lookScheduleOf({ mechanisms: times.map(when => ({ id: 'autostart:x', when })) }).early

test('past the longest schedule of the disarmed, within the days of proving', () => {
  assert.deepEqual(of(), ordinarySchedule.early)
  assert.deepEqual(of('@reboot', 'restart=always', ''), ordinarySchedule.early)
  assert.deepEqual(of('* * * * *', '*/30 * * * *'), [...ordinarySchedule.early, 1_805_000])
  assert.deepEqual(of('@daily'), [...ordinarySchedule.early, 86_405_000])
  assert.deepEqual(of('@monthly', '* * * * *'), [...ordinarySchedule.early, 65_000], 'a month is longer than the proof')
})
