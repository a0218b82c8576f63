// The plan as a CACAO playbook.
import type { ReportFormat } from '../../core/report.ts'
import { cacaoOf } from '../cacao.ts'
import { jsonText } from '../json-lines.ts'

export const cacao: ReportFormat = {
  id: 'cacao',
  extension: 'json',
  summary: { zh: 'CACAO 2.0 处置剧本', en: 'the response as a CACAO 2.0 playbook' },
  techniques: [],
  references: ['https://docs.oasis-open.org/cacao/security-playbooks/v2.0/security-playbooks-v2.0.html'],
  needs: 'plan',
  render: ({ plan }, { lang }) => jsonText(plan === undefined ? {} : cacaoOf(plan, lang)),
}
