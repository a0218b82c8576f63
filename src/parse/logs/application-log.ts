// Logs of application servers: Tomcat, Jenkins, Confluence, ActiveMQ, WebLogic, Spring Boot, Nacos, XXL-JOB, YARN, Solr, Elasticsearch, pm2 and Next.js.
import type { LineFormat } from '../../core/log-format.ts'
import { appNoise } from './app-noise.ts'
import { type Headed, headedReader, needlesOf, shareOf, toldBy } from './marks.ts'
import { bsdStamp, dayMonthStamp, isoStamp, type Stamp } from './record-time.ts'
import { minerNoise, shellNoise } from './shell-noise.ts'

const marks = [...appNoise, ...shellNoise, ...minerNoise]
const american = /^(?:#{0,4}<|\[)?([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:[,.](\d{3}))? (AM|PM)(?: ([A-Z]{3,5}))?/

/** "Nov 22, 2026 1:02:03 AM UTC" of java.util.logging and WebLogic. */
function americanStamp(line: string): Stamp | undefined {
  const [all = '', month, day = '', year, hour = '', minute, second, ms, half, zone] = american.exec(line) ?? []
  if (all === '') return undefined
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0)
  const stamp = bsdStamp(
    `${month} ${day.padStart(2, ' ')} ${year} ${String(hours).padStart(2, '0')}:${minute}:${second}${ms === undefined ? '' : `.${ms}`}`,
  )
  return stamp && { time: zone === 'UTC' || zone === 'GMT' ? { ...stamp.time, zoned: true } : stamp.time, end: all.length }
}

const opening = /^(?:\d{1,6}\|\S{1,60} {1,4}\| |\[|<|####<)?/

function head(line: string): Headed | undefined {
  const at = opening.exec(line)?.[0].length ?? 0
  const stamp = isoStamp(line, at) ?? dayMonthStamp(line, at) ?? americanStamp(line)
  return stamp && { time: stamp.time, message: line.slice(stamp.end).replace(/^[\]>:|\s]{1,6}/, '') }
}

export const applicationLog: LineFormat = {
  id: 'application-log',
  summary: { zh: '应用服务器日志(Java、Node.js)', en: 'logs of application servers (Java, Node.js)' },
  techniques: ['T1190', 'T1059', 'T1505.003'],
  references: [
    'https://tomcat.apache.org/tomcat-10.1-doc/logging.html',
    'https://www.jenkins.io/doc/book/system-administration/viewing-logs/',
    'https://docs.oracle.com/en/middleware/standalone/weblogic-server/14.1.1.0/wllog/logging_services.html',
    'https://pm2.keymetrics.io/docs/usage/log-management/',
    'https://hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-site/ResourceManagerRest.html',
    'https://nvd.nist.gov/vuln/detail/CVE-2025-55182',
  ],
  form: 'lines',
  source: 'application',
  trust: 'service',
  paths: [
    '/var/log/tomcat*/catalina*',
    '/var/log/tomcat*/manager*.log',
    '/var/log/tomcat*/host-manager*.log',
    '/var/log/tomcat*/localhost.*.log',
    '/opt/*tomcat*/logs/catalina*',
    '/opt/*tomcat*/logs/manager*.log',
    '/opt/*tomcat*/logs/localhost.*.log',
    '/usr/local/*tomcat*/logs/catalina*',
    '/usr/local/*tomcat*/logs/manager*.log',
    '/usr/local/*tomcat*/logs/localhost.*.log',
    '/var/log/jenkins/*.log',
    '/var/lib/jenkins/jobs/*/builds/*/log',
    '/var/jenkins_home/jobs/*/builds/*/log',
    '/var/atlassian/application-data/confluence/logs/*.log',
    '/opt/atlassian/confluence/logs/catalina*',
    '/opt/*activemq*/data/*.log',
    '/var/log/activemq/*.log',
    '/opt/*/user_projects/domains/*/servers/*/logs/*.log',
    '/u01/*/user_projects/domains/*/servers/*/logs/*.log',
    '/home/*/nacos/logs/*.log',
    '/opt/nacos/logs/*.log',
    '/usr/local/nacos/logs/*.log',
    '/data/applogs/xxl-job/*.log',
    '/data/applogs/xxl-job/jobhandler/*/*.log',
    '/var/log/hadoop*/*.log',
    '/opt/hadoop*/logs/*.log',
    '/usr/local/hadoop*/logs/*.log',
    '/var/log/elasticsearch/*.log',
    '/var/solr/logs/*.log',
    '/opt/solr*/server/logs/*.log',
    '~/.pm2/logs/*.log',
    '~/.pm2/pm2.log',
    '/var/log/pm2/*.log',
    '/opt/metabase/*.log',
    '/opt/*/logs/*.log',
    '/opt/*/log/*.log',
    '/srv/*/logs/*.log',
    '/home/*/logs/*.log',
    '/data/logs/*.log',
    '/app/logs/*.log',
  ],
  needles: needlesOf(marks),
  recognise: text =>
    0.6 *
    shareOf(
      text,
      line => head(line) !== undefined && /\b(?:INFO|WARN|WARNING|ERROR|SEVERE|DEBUG|FATAL|TRACE|Notice|Info|Error)\b/.test(line),
    ),
  // Requests are read by another kind, which knows their parts.
  open: ({ path }) => headedReader(head, message => (/access[^/]*$/i.test(path) ? undefined : toldBy(marks, message))),
}
