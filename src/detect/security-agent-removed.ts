// Security agents of which only remains are left.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'

/** Preinstalled by these clouds and removed by name in the scripts of miners. */
const preinstalled = /^(?:Alibaba|Tencent|Huawei|Baidu|JD) Cloud$/

export const securityAgentRemoved: Detector = {
  id: 'security-agent-removed',
  summary: { zh: '主机安全代理只剩残留', en: 'security agents of which only remains are left' },
  techniques: ['T1685'],
  references: ['https://attack.mitre.org/techniques/T1685/'],
  needs: ['securityAgents'],
  *detect({ securityAgents }) {
    for (const { name, vendor, state, paths } of securityAgents) {
      const [first = '', ...rest] = paths
      // A package removed but not purged keeps its init script and nothing else.
      if (state !== 'remains' || paths.every(path => path.startsWith('/etc/init.d/'))) continue
      const half =
        preinstalled.test(vendor) &&
        paths.some(path => path.endsWith('.service')) &&
        paths.some(path => !path.startsWith('/etc/') && !path.endsWith('.service'))
      yield say(this, {
        title: { zh: `${vendor} 的安全代理 ${name} 只剩残留`, en: `only remains are left of ${name}, the agent of ${vendor}` },
        about: [entity('file', first), ...rest.map(path => entity('file', path))],
        evidence: [evidence('file', first, paths.join('\n'))],
        severity: half ? 'medium' : 'low',
        confidence: half ? 0.4 : 0.25,
        class: 'tampering',
        signal: 'intrusion',
        why: half
          ? {
              zh: '服务单元和目录仍在,程序却不见了:正常卸载会一并删除,挖矿木马则往往只删程序。',
              en: 'Its unit and directory are there and its program is gone: an uninstaller takes all of them, miners often only the program.',
            }
          : { zh: '挖矿木马常卸载云厂商的安全代理。', en: 'Miners often remove the agents of cloud vendors.' },
        whyNot: { zh: '也可能是机主自行卸载后的残留。', en: 'The owner may have removed it himself.' },
      })
    }
  },
}
