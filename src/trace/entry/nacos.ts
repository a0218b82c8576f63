// Nacos: its authentication passed by, or its Derby asked by anybody.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const nacos = serviceWay({
  id: 'nacos',
  summary: text('经 Nacos 漏洞或默认口令入侵', 'in through a hole or a default password of Nacos'),
  techniques: ['T1190'],
  references: ['https://nacos.io/en/docs/latest/manual/admin/auth/'],
  title: text('Nacos 漏洞', 'a vulnerability of Nacos'),
  name: { zh: 'Nacos', en: 'Nacos' },
  services: /^(?:nacos|port-8848)$/,
  lineage: /nacos/i,
  accounts: /^nacos$/,
  places: /\/nacos\//i,
  ports: [8848, 9848],
  witnesses: ['application', 'web-access'],
  attack: e => isAttackOf(/^nacos-/)(e) || isOutputIn('application', /nacos/i)(e),
  collect: [
    text('保存 Nacos 的 access_log 与配置,检查新增账户', 'keep the access log and the configuration of Nacos: look for new accounts'),
    text('查看防火墙或安全组记录:谁连接过 8848 端口', 'ask the firewall or the security group who spoke to port 8848'),
  ],
  close: [
    {
      id: 'nacos-authentication',
      title: text(
        '启用 Nacos 鉴权、更换 token.secret.key 与默认口令,关闭 8848 的公网访问',
        'turn on authentication, change token.secret.key and the default password, close port 8848 to the net',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'nacos-update',
      title: text('升级 Nacos', 'update Nacos'),
      targets: [],
      by: 'day',
    },
  ],
})
