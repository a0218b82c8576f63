// Findings for tests: plausible, and what the test is about given on top.
import { entity } from '../src/core/entity.ts'
import { evidence, type Finding, findingId } from '../src/core/finding.ts'

export function findingOf(given: Partial<Finding> = {}): Finding {
  const about = given.about ?? [entity('file', '/tmp/thing')]
  return {
    id: findingId(given.detector ?? 'test', about, given.class ?? ''),
    detector: 'test',
    title: { zh: '测试', en: 'a test' },
    about,
    evidence: [evidence('file', '/tmp/thing', 'thing')],
    techniques: [],
    severity: 'high',
    confidence: 0.8,
    class: 'miner',
    signal: 'mining',
    why: { zh: '测试', en: 'a test' },
    ...given,
  }
}
