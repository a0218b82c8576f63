// WebLogic: deserialisation over T3 or IIOP, or a hole of its console.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const weblogic = serviceWay({
  id: 'weblogic',
  summary: text('经 WebLogic 漏洞入侵', 'in through a hole of WebLogic'),
  techniques: ['T1190'],
  references: ['https://www.oracle.com/security-alerts/'],
  title: text('WebLogic 漏洞', 'a vulnerability of WebLogic'),
  name: { zh: 'WebLogic', en: 'WebLogic' },
  services: /weblogic|^port-7001$/,
  lineage: /weblogic/i,
  variables: /^(?:DOMAIN_HOME|WL_HOME)=/,
  accounts: /^(?:oracle|weblogic)$/,
  places: /\/(?:weblogic|user_projects\/domains|wlserver)/i,
  ports: [7001, 7002, 9001],
  witnesses: ['application', 'web-access'],
  attack: e => isAttackOf(/^weblogic-/)(e) || isOutputIn('application', /weblogic|user_projects/i)(e),
  collect: [
    text(
      '保存 AdminServer.log 与 access.log,检查新部署的应用',
      'keep AdminServer.log and access.log: look for applications that were deployed',
    ),
  ],
  close: [
    {
      id: 'weblogic-update',
      title: text(
        '安装 Oracle 季度补丁;限制 T3/IIOP 与控制台的来源地址',
        'install Oracle’s quarterly patches; limit who may speak T3, IIOP and to the console',
      ),
      targets: [],
      by: 'hour',
    },
  ],
})
