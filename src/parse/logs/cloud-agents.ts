// What the agents of clouds ran on behalf of whoever holds the account: Alibaba's assistant, Tencent's TAT, AWS Systems Manager, Azure's extensions, and scripts of the first boot.
import type { Draft, LineFormat, RecordTime } from '../../core/log-format.ts'
import { jsonText, stringAt } from '../json.ts'
import { commandTold } from './command-line.ts'
import { isoStamp, type Stamp } from './record-time.ts'

type Agent = (text: string, stamp: Stamp | undefined) => Draft | undefined

/** The command itself is not always written down; that one was run is. */
const ran = (time: RecordTime | undefined, program: string, session: string, command?: string, user?: string): Draft => ({
  ...(command === undefined ? { verb: 'command' as const } : commandTold(command)),
  time,
  program,
  user,
  session,
  method: 'cloud',
})

/** logrus, as text or as JSON. */
const alibaba: Agent = text => {
  const [time, message, task] = text.startsWith('{')
    ? ['time', 'msg', 'TaskId'].map(key => stringAt(jsonText(text), key))
    : [/^time="([^"]{10,40})"/, / msg="([^"]{1,200})"/, / TaskId="?([\w-]{3,80})/].map(pattern => pattern.exec(text)?.[1] ?? '')
  const at = isoStamp(time ?? '')?.time
  if (at === undefined || !/^[\w-]{3,80}$/.test(task ?? '')) return undefined
  return message === 'Run task' ? ran(at, 'aliyun-assist', task ?? '') : undefined
}

/** "{date}|{file}:{line}|{level}|{message}"; commands come in Base64. */
const tencent: Agent = (text, stamp) => {
  const begun =
    stamp === undefined
      ? undefined
      : /^\|[\w/.\\-]{1,100}:\d{1,6}\|INFO\|task execute begin: InvocationNormalTask \{ (.{1,16000})\}$/s.exec(text.slice(stamp.end))?.[1]
  if (stamp === undefined || begun === undefined) return undefined
  const field = (name: string): string | undefined => new RegExp(`(?:^|, )${name}: "((?:[^"\\\\]|\\\\.){0,12000})"`, 's').exec(begun)?.[1]
  const written = field('command')?.replaceAll('\\"', '"') ?? ''
  const command = /^[\w+/]{8,}={0,2}$/.test(written) && written.length % 4 === 0 ? Buffer.from(written, 'base64').toString('utf8') : written
  return ran(stamp.time, 'tat_agent', field('invocation_task_id') ?? '', command, field('username'))
}

const amazon: Agent = (text, stamp) => {
  const rest = stamp === undefined ? '' : text.slice(stamp.end, stamp.end + 1000)
  const over = /^ INFO (?:\[[^\]]{1,80}\] ){0,6}execution of (?:aws\.ssm\.)?([\w-]{8,60})\.m?i-[\da-f]{8,40} is over\b/.exec(rest)?.[1]
  return over === undefined ? undefined : ran(stamp?.time, 'amazon-ssm-agent', over)
}

const azure: Agent = (text, stamp) => {
  const rest = stamp === undefined ? '' : text.slice(stamp.end, stamp.end + 3000)
  const [, extension, command] =
    /^ INFO ExtHandler (?:ExtHandler )?\[(Microsoft\.(?:CPlat\.Core\.RunCommand\w{0,20}|Azure\.Extensions\.CustomScript|OSTCExtensions\.CustomScript\w{0,20})-[\d.]{1,30})\] (?:Executing command: |Command: )(.{1,1000})/.exec(
      rest,
    ) ?? []
  return extension === undefined ? undefined : ran(stamp?.time, 'waagent', extension, command)
}

/** What whoever ordered the machine has it do at its first boot. */
const init: Agent = (text, stamp) => {
  const rest = stamp === undefined ? '' : text.slice(stamp.end, stamp.end + 500)
  const script = /^ - (?:subp|util)\.py\[DEBUG\]: Running command \['(\/var\/lib\/cloud\/instance\/scripts\/[^']{1,200})'/.exec(rest)?.[1]
  return script === undefined ? undefined : ran(stamp?.time, 'cloud-init', '', script, 'root')
}

function cloud(
  id: string,
  zh: string,
  en: string,
  paths: readonly string[],
  needles: readonly string[],
  agent: Agent,
  like: RegExp,
  references: readonly string[],
): LineFormat {
  const time = (text: string): RecordTime | undefined =>
    isoStamp(text)?.time ?? isoStamp(/^\{?.{0,300}?"?time"?[:=] ?"([^"]{10,40})"/.exec(text.slice(0, 400))?.[1] ?? '')?.time
  return {
    id,
    summary: { zh, en },
    techniques: ['T1651', 'T1078.004'],
    references,
    form: 'lines',
    source: 'guards',
    trust: 'service',
    paths,
    needles,
    recognise: head => (like.test(head) ? 0.9 : 0),
    open: () => ({
      *line(text) {
        const draft = agent(text, isoStamp(text))
        if (draft !== undefined) yield draft
      },
      time,
    }),
  }
}

export const alibabaAssist: LineFormat = cloud(
  'alibaba-assist',
  '阿里云云助手日志',
  'the log of Alibaba Cloud Assistant',
  ['/usr/local/share/aliyun-assist/*/log/aliyun_assist_main.log', '/var/log/aliyun/assist/*/aliyun_assist_main.log'],
  ['Run task'],
  alibaba,
  /"TaskId":"t-|aliyun_assist|aliyun-assist/,
  ['https://github.com/aliyun/aliyun_assist_client'],
)

export const tencentTat: LineFormat = cloud(
  'tencent-tat',
  '腾讯云自动化助手日志',
  'the log of Tencent TAT',
  ['/usr/local/qcloud/tat_agent/log/tat_agent.log', '/usr/local/qcloud/tat_agent/log/tat_agent_?.log'],
  ['task execute begin: '],
  tencent,
  /^\d{4}-\d\d-\d\dT[\d:.]{8,20}[+-]\d\d:\d\d\|src\/[\w/]{1,60}\.rs:\d{1,6}\|/,
  ['https://github.com/Tencent/tat-agent'],
)

export const amazonSsm: LineFormat = cloud(
  'amazon-ssm',
  'AWS Systems Manager 代理日志',
  'the log of the AWS Systems Manager agent',
  ['/var/log/amazon/ssm/amazon-ssm-agent.log'],
  [' is over'],
  amazon,
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{4})? (?:INFO|WARN|ERROR) \[(?:amazon-ssm-agent|ssm-agent-worker|ssm-document-worker|instanceID=|HealthCheck|MessagingDeliveryService)/,
  ['https://github.com/aws/amazon-ssm-agent'],
)

export const azureAgent: LineFormat = cloud(
  'azure-agent',
  'Azure 代理日志',
  'the log of the Azure agent',
  ['/var/log/waagent.log'],
  ['] Executing command: ', '] Command: '],
  azure,
  /^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z INFO (?:ExtHandler|Daemon) /,
  ['https://github.com/Azure/WALinuxAgent'],
)

export const cloudInit: LineFormat = cloud(
  'cloud-init',
  'cloud-init 日志',
  'the log of cloud-init',
  ['/var/log/cloud-init.log'],
  ["Running command ['/var/lib/cloud/instance/scripts/"],
  init,
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - \w{1,40}\.py\[\w{4,8}\]: /,
  ['https://docs.cloud-init.io/en/latest/reference/user_files.html'],
)
