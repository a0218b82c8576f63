// Hadoop YARN without authentication: an application submitted by anybody.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const yarn = serviceWay({
  id: 'yarn',
  summary: text('经未鉴权的 Hadoop YARN 入侵', 'in through a Hadoop YARN that lets anybody submit applications'),
  techniques: ['T1190'],
  references: ['https://hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-site/ResourceManagerRest.html'],
  title: text('Hadoop YARN 未授权访问', 'Hadoop YARN without authentication'),
  name: { zh: 'YARN', en: 'YARN' },
  services: /^(?:yarn|resourcemanager|nodemanager|hadoop.*|port-8088)$/,
  lineage: /\b(?:yarn|hadoop|nodemanager|container-executor|default_container_executor)/i,
  variables: /^(?:HADOOP_\w+|CONTAINER_ID|YARN_\w+)=/,
  accounts: /^(?:yarn|hadoop|hdfs)$/,
  places: /\/(?:nm-local-dir|usercache|hadoop)\//,
  ports: [8088, 8090, 8032],
  witnesses: ['application', 'web-access'],
  attack: e => isAttackOf(/^hadoop-yarn-/)(e) || isOutputIn('application', /hadoop|yarn/i)(e),
  collect: [
    text(
      '保存 ResourceManager 日志,查找用户 dr.who 提交的应用',
      'keep the log of the ResourceManager: look for applications of the user dr.who',
    ),
    text('查看防火墙或安全组记录:谁连接过 8088 端口', 'ask the firewall or the security group who spoke to port 8088'),
  ],
  close: [
    {
      id: 'yarn-authentication',
      title: text('启用 Kerberos 或关闭 8088 的公网访问', 'turn on Kerberos, or close port 8088 to the net'),
      targets: [],
      by: 'hour',
    },
  ],
})
