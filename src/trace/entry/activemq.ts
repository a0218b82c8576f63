// ActiveMQ: a class loaded over OpenWire, or a page put into its file server.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const activemq = serviceWay({
  id: 'activemq',
  summary: text('经 ActiveMQ 漏洞入侵', 'in through a hole of ActiveMQ'),
  techniques: ['T1190'],
  references: ['https://activemq.apache.org/security-advisories.data/CVE-2023-46604'],
  title: text('ActiveMQ 漏洞', 'a vulnerability of ActiveMQ'),
  name: { zh: 'ActiveMQ', en: 'ActiveMQ' },
  services: /activemq|^port-61616$/,
  lineage: /activemq/i,
  variables: /^ACTIVEMQ_/,
  accounts: /^activemq$/,
  places: /\/activemq/i,
  ports: [61616, 8161, 61613],
  witnesses: ['application'],
  attack: e => isAttackOf(/^activemq-/)(e) || isOutputIn('application', /activemq/i)(e),
  collect: [
    text(
      '保存 activemq.log,查找 ClassPathXmlApplicationContext 与外部 XML 地址',
      'keep activemq.log: look for ClassPathXmlApplicationContext and addresses of XML files',
    ),
    text('查看防火墙或安全组记录:谁连接过 61616 端口', 'ask the firewall or the security group who spoke to port 61616'),
  ],
  close: [
    {
      id: 'activemq-update',
      title: text('升级 ActiveMQ,并对公网关闭 61616、8161 端口', 'update ActiveMQ, and close ports 61616 and 8161 to the net'),
      targets: [],
      by: 'hour',
    },
  ],
})
