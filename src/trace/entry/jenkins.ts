// Jenkins: its script console or a deserialising endpoint ran a command.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const jenkins = serviceWay({
  id: 'jenkins',
  summary: text('经 Jenkins 入侵', 'in through Jenkins'),
  techniques: ['T1190', 'T1059'],
  references: ['https://www.jenkins.io/security/advisories/'],
  title: text('Jenkins', 'Jenkins'),
  name: { zh: 'Jenkins', en: 'Jenkins' },
  services: /jenkins/,
  lineage: /\bjenkins/,
  variables: /^(?:JENKINS_(?:HOME|URL)|BUILD_(?:ID|NUMBER|URL)|JOB_NAME)=/,
  accounts: /^jenkins$/,
  places: /\/(?:var\/lib\/jenkins|jenkins_home)\//,
  ports: [8080, 50000, 8443],
  witnesses: ['application', 'web-access'],
  attack: e => isAttackOf(/^jenkins-/)(e) || isOutputIn('application', /jenkins/i)(e),
  collect: [
    text(
      '保存 JENKINS_HOME(jobs、users、secrets 之外的配置与日志),检查新增任务与用户',
      'keep JENKINS_HOME: look for new jobs, users and nodes',
    ),
  ],
  close: [
    {
      id: 'jenkins-closed-to-net',
      title: text('Jenkins 只对内网开放,启用登录并关闭匿名权限', 'open Jenkins to the inner network only, and let nobody in without login'),
      targets: [],
      by: 'hour',
    },
    {
      id: 'jenkins-update',
      title: text('升级 Jenkins 与插件', 'update Jenkins and its plugins'),
      targets: [],
      by: 'day',
    },
    {
      id: 'jenkins-rotate-credentials',
      title: text('更换 Jenkins 保存的全部凭据', 'change every credential that Jenkins keeps'),
      targets: [],
      by: 'day',
    },
  ],
})
