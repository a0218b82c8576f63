// W3C extended logs, as IIS writes them: what the columns are stands in the file itself, times are UTC.
import type { Draft, LineFormat, LineReader } from '../../core/log-format.ts'
import { type Access, countOf, isAddress } from './access.ts'
import { isoStamp } from './record-time.ts'
import { webReader } from './web-reader.ts'
import { webTells } from './web-tells.ts'

const usual =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken'.split(
    ' ',
  )

function accessOf(line: string, fields: readonly string[]): Access | undefined {
  if (line.startsWith('#')) return undefined
  // CloudFront divides by tabs.
  const values = line.split(line.includes('\t') ? '\t' : ' ')
  if (values.length !== fields.length) return undefined
  const value = (name: string) => {
    const found = values[fields.indexOf(name)] ?? '-'
    return found === '-' ? '' : found
  }
  const stamp = isoStamp(`${value('date')} ${value('time')}Z`)
  const method = value('cs-method')
  if (stamp === undefined || method === '') return undefined
  const query = value('cs-uri-query')
  return {
    time: stamp.time,
    address: isAddress(value('c-ip')) ? value('c-ip') : '',
    user: value('cs-username'),
    method,
    target: `${value('cs-uri-stem')}${query === '' ? '' : `?${query}`}`,
    status: countOf(value('sc-status')),
    bytes: countOf(value('sc-bytes')),
    // Blanks are written as "+", or as "%20" by CloudFront.
    agent: value('cs(User-Agent)').replaceAll(/\+|%(?:25)?20/g, ' '),
    referer: value('cs(Referer)'),
  }
}

const none: readonly Draft[] = []
const dividers = [' ', '\t']

export const iisLog: LineFormat = {
  id: 'iis-log',
  summary: { zh: 'IIS、CloudFront 等的 W3C 扩展访问日志', en: 'W3C extended access logs, as of IIS and CloudFront' },
  techniques: ['T1190', 'T1505.003'],
  references: ['https://www.w3.org/TR/WD-logfile.html', 'https://learn.microsoft.com/en-us/windows/win32/http/w3c-logging'],
  form: 'lines',
  source: 'web-access',
  trust: 'service',
  paths: ['/var/log/iis/*.log'],
  needles: [
    '#fields: ',
    ...dividers.flatMap(sign => ['post', 'put', 'patch', 'delete', 'move', '404'].map(word => sign + word + sign)),
    ...webTells,
  ],
  recognise: head => (/^#Fields: .{0,300}\bcs-method\b/m.test(head) ? 0.95 : 0),
  open(place): LineReader {
    let fields: readonly string[] = usual
    const reader = webReader(
      place,
      line => accessOf(line, fields),
      line => isoStamp(`${line.slice(0, 19).replace('\t', ' ')}Z`)?.time,
    )
    return {
      time: reader.time,
      line(text) {
        if (!text.startsWith('#Fields: ')) return reader.line(text)
        fields = text.slice(9).trim().split(/[ \t]/)
        return none
      },
    }
  },
}
