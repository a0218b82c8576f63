// Every way to write a report down.
import type { ReportFormat } from '../core/report.ts'
import { attackFlow } from './formats/attack-flow.ts'
import { cacao } from './formats/cacao.ts'
import { docx } from './formats/docx.ts'
import { html } from './formats/html.ts'
import { json } from './formats/json.ts'
import { markdown } from './formats/markdown.ts'
import { misp } from './formats/misp.ts'
import { navigator } from './formats/navigator.ts'
import { ocsf } from './formats/ocsf.ts'
import { sarif } from './formats/sarif.ts'
import { stix } from './formats/stix.ts'
import { timesketch } from './formats/timesketch.ts'

export const reportFormats: readonly ReportFormat[] = [
  html,
  docx,
  markdown,
  json,
  ocsf,
  stix,
  misp,
  attackFlow,
  navigator,
  timesketch,
  cacao,
  sarif,
]
