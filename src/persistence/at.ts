// Jobs of at(1) and batch(1) that still wait in the spool.
import type { Persistence } from '../core/persistence.ts'
import { parseAtJob, parseAtName } from '../parse/files/at-job.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

const where = places(['/var/spool/at/*', '/var/spool/cron/atjobs/*', '/var/spool/atjobs/*'])

export const at: Persistence = {
  id: 'at',
  summary: { zh: 'at/batch 一次性任务', en: 'jobs of at and batch that wait in the spool' },
  techniques: ['T1053.002'],
  references: ['man:at(1)', 'man:atd(8)'],
  platform: 'linux',
  *list(host) {
    yield* wholeFilesIn(host, where, { kind: 'at', trigger: 'schedule' }, ({ name }, head) => {
      const said = parseAtName(name)
      return said && { ...parseAtJob(head), when: said.at ?? '', name: `job ${said.job}, queue ${said.queue}` }
    })
  },
  disarm: disarmEntry,
}
