// Every way in, the likeliest kind first; "unknown" last.
import type { Hypothesis } from '../../core/trace.ts'
import { redis } from './redis.ts'
import { sshBruteForce } from './ssh-brute-force.ts'
import { unknown } from './unknown.ts'

export const hypotheses: readonly Hypothesis[] = [sshBruteForce, redis, unknown]
