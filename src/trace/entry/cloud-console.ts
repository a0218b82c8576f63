// Through the cloud itself: a stolen console account or access key, and a command run by the provider's agent.
import type { HostEvent } from '../../core/event.ts'
import { before, text } from './asking.ts'
import { nearest, serviceWay } from './service-way.ts'

/** Who runs commands for the console: Alibaba Cloud Assistant, AWS SSM, Tencent TAT, Google guest agent, Azure waagent, Huawei, and cloud-init at the first boot. */
const agents =
  /cloud-(?:init|final)\b|aliyun[-_]?(?:service|assist)|cloud-?assist|amazon-ssm|ssm-(?:agent|document|session)|tat_agent|google[-_]?(?:guest|osconfig)|waagent|hcss?-?agent/i

const isRun = (e: HostEvent): boolean =>
  (e.verb === 'command' || e.verb === 'download') && (e.source === 'guards' || agents.test(`${e.program ?? ''} ${e.locator}`))

export const cloudConsole = serviceWay({
  id: 'cloud-console',
  summary: text('云控制台或访问密钥被盗,经云助手下发命令', 'a stolen cloud account or access key: a command sent by the provider’s agent'),
  techniques: ['T1651', 'T1078.004'],
  references: ['https://attack.mitre.org/techniques/T1651/'],
  title: text('云控制台(远程命令)', 'cloud console (remote command)'),
  name: { zh: '云助手', en: 'the cloud agent' },
  services: agents,
  lineage: agents,
  places:
    /\/(?:usr\/local\/share\/aliyun-assist|var\/lib\/amazon\/ssm|usr\/local\/qcloud\/tat_agent|var\/lib\/waagent|var\/lib\/cloud\/instances?)\//,
  ports: [],
  witnesses: ['guards'],
  // A script at the first boot is what most machines have: only of the malware's own descent does it tell anything.
  attack: e => isRun(e) && e.program !== 'cloud-init',
  deed: clues => nearest(before(clues, isRun), clues),
  collect: [
    text(
      '在云平台查询操作审计(ActionTrail、CloudTrail 等):谁在该时间下发了命令',
      'ask the cloud’s audit trail (ActionTrail, CloudTrail …) who sent commands at that time',
    ),
    text('列出可对该主机执行命令的子账户与访问密钥', 'list the accounts and access keys that may run commands on this host'),
  ],
  close: [
    {
      id: 'cloud-revoke-keys',
      title: text(
        '禁用并更换被盗的访问密钥,控制台账户启用多因素认证',
        'disable and replace the stolen access keys, and ask for a second factor at the console',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'cloud-limit-commands',
      title: text('收回不需要的“执行命令”权限', 'withdraw the right to run commands from who does not need it'),
      targets: [],
      by: 'day',
    },
  ],
})
