// What GitLab writes as JSON beside its requests: its audit events, and logins that it refused.
import type { Draft, LineFormat } from '../../core/log-format.ts'
import { stringAt } from '../json.ts'
import { jsonLine } from './json-line.ts'
import { shareOf } from './marks.ts'
import { addressOf } from './messages/kind.ts'
import { isoStamp } from './record-time.ts'

function told(text: string): Draft | undefined {
  const value = jsonLine(text)
  const time = isoStamp(stringAt(value, 'time'))?.time
  if (time === undefined) return undefined
  const said = (...names: readonly string[]): string =>
    names
      .map(name => stringAt(value, name))
      .find(found => found !== '')
      ?.slice(0, 300) ?? ''
  const address = addressOf(said('ip_address', 'remote_ip'))
  const user = said('author_name', 'username', 'meta.user') || undefined
  const basics = { time, program: 'gitlab', user, address }
  const message = said('custom_message', 'message')
  const [, refused] = /^(?:Login Failed|Failed Login): username=(\S{1,100})/.exec(message) ?? []
  if (refused !== undefined || said('failed_login') !== '' || /^Failed to login/.test(message))
    return {
      ...basics,
      verb: 'login-failed',
      outcome: 'failure',
      user: refused ?? user,
      method: 'gitlab',
      fold: `gitlab ${user} ${address}`,
    }
  if (said('with') !== '' || /^Successful Login/.test(message))
    return { ...basics, verb: 'login', outcome: 'success', method: `gitlab ${said('with')}`.trim() }
  const what = [
    said('add') && `add ${said('add')}`,
    said('change') && `change ${said('change')}`,
    said('remove') && `remove ${said('remove')}`,
    message,
  ].find(part => part !== '' && part !== undefined)
  const kind = said('target_type')
  if (what === undefined || what === '' || kind === '') return undefined
  const isKey = /ssh_key|deploy_key|access_token/i.test(`${kind} ${what}`)
  return {
    ...basics,
    verb: isKey ? 'key-changed' : /^User$|member/i.test(kind) || /user_access|admin/.test(what) ? 'account-changed' : 'configured',
    outcome: 'success',
    target: said('target_details') || undefined,
    method: `gitlab ${what}`,
  }
}

export const gitlabAudit: LineFormat = {
  id: 'gitlab-audit',
  summary: { zh: 'GitLab 审计日志', en: 'audit events of GitLab' },
  techniques: ['T1078', 'T1098'],
  references: ['https://docs.gitlab.com/administration/logs/#audit_jsonlog'],
  form: 'lines',
  source: 'application',
  trust: 'service',
  paths: [
    '/var/log/gitlab/gitlab-rails/audit_json.log',
    '/var/log/gitlab/gitlab-rails/auth_json.log',
    '/srv/gitlab/logs/gitlab-rails/audit_json.log',
  ],
  needles: ['"author_', '"username"', 'Login'],
  recognise: text =>
    0.95 * shareOf(text, line => line.startsWith('{') && /"(?:author_id|target_type)":/.test(line) && /"severity":/.test(line)),
  open: () => ({
    *line(text) {
      const draft = told(text)
      if (draft !== undefined) yield draft
    },
    time: text => isoStamp(/"time":"([^"]{20,40})"/.exec(text)?.[1] ?? '')?.time,
  }),
}
