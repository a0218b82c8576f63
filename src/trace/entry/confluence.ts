// Confluence: an expression in a request was run by the server.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const confluence = serviceWay({
  id: 'confluence',
  summary: text('经 Confluence 漏洞入侵', 'in through a hole of Confluence'),
  techniques: ['T1190'],
  references: ['https://confluence.atlassian.com/security'],
  title: text('Confluence 漏洞', 'a vulnerability of Confluence'),
  name: { zh: 'Confluence', en: 'Confluence' },
  services: /confluence/,
  lineage: /confluence/i,
  variables: /^CONFLUENCE_HOME=/,
  accounts: /^confluence\d?$/,
  places: /\/(?:opt|var)\/atlassian|\/confluence\//i,
  ports: [8090, 8091],
  witnesses: ['application', 'web-access'],
  attack: e => isAttackOf(/^confluence-/)(e) || isOutputIn('application', /confluence|atlassian/i)(e),
  collect: [
    text(
      '保存 Confluence 的 atlassian-confluence.log 与访问日志,检查新增管理员',
      'keep atlassian-confluence.log and the access log: look for new administrators',
    ),
  ],
  close: [
    {
      id: 'confluence-update',
      title: text('把 Confluence 升级到已修复版本;在此之前断开公网', 'update Confluence; until then take it off the net'),
      targets: [],
      by: 'hour',
    },
  ],
})
