// XXL-JOB executor without a token: a script job from anybody.
import { text } from './asking.ts'
import { inLogOf, isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const xxlJob = serviceWay({
  id: 'xxl-job',
  summary: text('经 XXL-JOB 执行器入侵', 'in through an XXL-JOB executor that asks nobody for a token'),
  techniques: ['T1190', 'T1059'],
  references: ['https://www.xuxueli.com/xxl-job/'],
  title: text('XXL-JOB 执行器未授权', 'XXL-JOB without a token'),
  name: { zh: 'XXL-JOB', en: 'XXL-JOB' },
  services: /^(?:xxl-job|port-9999)$/,
  lineage: /xxl-?job/i,
  variables: /^XXL_JOB_/,
  accounts: /^xxl(?:-?job)?$/,
  places: /xxl-?job/i,
  ports: [9999, 8080],
  witnesses: ['application', 'web-access'],
  attack: e =>
    isAttackOf(/^xxl-job-/)(e) ||
    (inLogOf('application', ['command'])(e) && e.method === 'xxl-job') ||
    isOutputIn('application', /xxl-?job/i)(e),
  openBy: /^xxl-job\.access-?token=$/,
  collect: [
    text(
      '保存 xxl-job 日志(jobhandler、gluesource 目录),查找 GLUE 脚本',
      'keep the logs of xxl-job (directories jobhandler and gluesource): look for GLUE scripts',
    ),
    text('查看防火墙或安全组记录:谁连接过 9999 端口', 'ask the firewall or the security group who spoke to port 9999'),
  ],
  close: [
    {
      id: 'xxl-job-token',
      title: text(
        '为 XXL-JOB 设置 accessToken,更换默认口令,并关闭 9999 端口的公网访问',
        'set an accessToken, change the default password, and close port 9999 to the net',
      ),
      targets: [],
      by: 'hour',
    },
  ],
})
