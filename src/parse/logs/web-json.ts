// Access logs of one JSON object per line: nginx with a json log_format, Caddy, Traefik, Envoy, GitLab, and application servers alike.
import type { LineFormat } from '../../core/log-format.ts'
import { membersAt, wordOf } from '../json.ts'
import type { Access } from './access.ts'
import { accessOf, timeInJson } from './access-names.ts'
import { flattened, jsonLine } from './json-line.ts'
import { shareOf } from './marks.ts'
import { webAccess } from './web-access.ts'
import { webReader } from './web-reader.ts'
import { webTells } from './web-tells.ts'

export function parseJsonAccess(line: string): Access | undefined {
  const value = jsonLine(line)
  if (value === undefined) return undefined
  const members = flattened(value)
  // Caddy and Kong keep the heads as an object of strings or lists.
  const heads = membersAt(members.get('request.headers') ?? members.get('headers')).map(
    ([name, values]) => [name.toLowerCase(), wordOf(Array.isArray(values) ? values[0] : values).replaceAll('\n', ' ')] as const,
  )
  const head = (name: string) => heads.find(([key]) => key === name)?.[1]
  const one = accessOf(name => members.get(name))
  if (one === undefined || heads.length === 0) return one
  return {
    ...one,
    agent: head('user-agent') ?? one.agent,
    referer: head('referer') ?? one.referer,
    head: heads.map(([name, text]) => `${name}: ${text}`).join('\n'),
  }
}

export const webJson: LineFormat = {
  id: 'web-json',
  summary: { zh: 'JSON 访问日志(nginx、Caddy、Traefik、Envoy、GitLab)', en: 'access logs in JSON (nginx, Caddy, Traefik, Envoy, GitLab)' },
  techniques: ['T1190', 'T1505.003'],
  references: [
    'https://caddyserver.com/docs/logging',
    'https://doc.traefik.io/traefik/observability/access-logs/',
    'https://docs.gitlab.com/administration/logs/#production_jsonlog',
  ],
  form: 'lines',
  source: 'web-access',
  trust: 'service',
  paths: [
    ...webAccess.paths,
    '/var/log/caddy/*.log',
    '/var/log/traefik/*access*',
    '/var/log/nginx/*.json',
    '/var/log/nginx/*json*.log',
    '/var/log/envoy/*.log',
    '/var/log/gitlab/gitlab-rails/*_json.log',
    '/usr/local/nginx/logs/*json*',
  ],
  needles: [...new Set(['"post', '"put', '"patch', '"delete', '":404,', '":"404"', ': 404', ': "404"', ...webTells])],
  recognise: text => 0.9 * shareOf(text, line => parseJsonAccess(line) !== undefined),
  open: place => webReader(place, parseJsonAccess, timeInJson),
}
