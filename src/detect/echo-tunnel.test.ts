import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { echoRow } from '../../test/wire-rows.ts'
import { factsOf } from '../core/facts.ts'
import { echoTunnel } from './echo-tunnel.ts'

const detect = (changed: number) => [...echoTunnel.detect(factsOf({ echoTunnels: [echoRow({ changed })] }), intelWith(), new Set())]

test('hit: replies that are not what was sent', () => assert.equal(detect(40)[0]?.severity, 'high'))
test('near miss: a few replies of many differ', () => assert.deepEqual(detect(9), []))
