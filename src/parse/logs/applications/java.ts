// What Java servers write about attacks that got as far as their code: lookups, refused classes, contexts from foreign URLs, jobs, deployments.
import { calledAddresses } from '../../protocols/called-addresses.ts'
import { undisguised } from '../../protocols/undisguise.ts'
import { isForeign } from '../foreign-command.ts'
import type { Mark } from '../marks.ts'

export const javaMarks: readonly Mark[] = [
  {
    needles: ['error looking up jndi resource'],
    // JndiLookup of Log4j: the lookup was made.
    like: /^.{0,600}?Error looking up JNDI resource \[([^\]]{1,500})\]/s,
    tell: ([, url]) => ({ verb: 'exploit', attack: 'log4shell', url, method: 'lookup', fold: `jndi ${url}` }),
  },
  {
    needles: ['${jndi:', '${${'],
    // Somebody sent it; whether it was looked up is another line.
    like: /\$\{(?:jndi:|\$\{).{0,600}/,
    tell: ([text]) => {
      if (!undisguised(text).includes('${jndi:')) return undefined
      const [url] = calledAddresses(text)
      return { verb: 'exploit', attack: 'log4shell', url, method: 'in a log', fold: `jndi text ${url}` }
    },
  },
  {
    needles: ['autotype is not support'],
    like: /^.{0,600}?autoType is not support\. ?([\w.$[;]{1,300})/,
    tell: ([, target]) => ({ verb: 'exploit', attack: 'fastjson-autotype', outcome: 'failure', target, fold: `fastjson ${target}` }),
  },
  {
    needles: ['application with id '],
    like: /\bClientRMService: Application with id (\d{1,10}) submitted by user (\S{1,64})$/,
    tell: ([, session, user]) => ({
      verb: user === 'dr.who' ? 'exploit' : 'request',
      attack: 'hadoop-yarn-submit',
      outcome: 'success',
      session,
      user,
    }),
  },
  {
    needles: ['command to launch container '],
    like: /\bAMLauncher: Command to launch container (container_\w{1,60}) : (.{1,2000})$/,
    tell: ([, container, command = '']) => ({
      verb: isForeign(command) && !/\$JAVA_HOME|\/bin\/java /.test(command) ? 'exploit' : 'command',
      attack: 'hadoop-yarn-submit',
      container,
      command,
      fold: `yarn ${command}`,
    }),
  },
  {
    needles: ['operation=submit application request'],
    like: /\bRMAuditLogger: USER=(\S{1,64})\tIP=(\S{1,60})\tOPERATION=Submit Application Request\t/,
    tell: ([, user, address]) => ({
      verb: 'request',
      attack: 'hadoop-yarn-submit',
      user,
      address,
      request: 'Submit Application Request',
      fold: `yarn submit ${user} ${address}`,
    }),
  },
  {
    needles: ['xml document from url', 'xml bean definitions from url'],
    like: /^.{0,600}?(?:IOException parsing XML document from|Loading XML bean definitions from) URL \[(https?:\/\/[^\]]{1,400})\]/,
    tell: ([, url]) => ({ verb: 'exploit', attack: 'activemq-openwire', url, fold: `spring context ${url}` }),
  },
  {
    needles: ['transport connection to: tcp://'],
    like: /\bTransport Connection to: tcp:\/\/\/?(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5}) failed: ?(.{0,200})/,
    tell: ([, address, port, method]) => ({ verb: 'error', address, port: Number(port), method, fold: `activemq transport ${address}` }),
  },
  {
    needles: ['security error occurred on connection to: tcp://'],
    like: /\bSecurity Error occurred on connection to: tcp:\/\/\/?(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5}), User name \[(.{0,200}?)\] or password is invalid/,
    tell: ([, address, port, user]) => ({
      verb: 'login-failed',
      outcome: 'failure',
      user,
      address,
      port: Number(port),
      method: 'activemq',
      fold: `activemq ${user} ${address}`,
    }),
  },
  {
    needles: ['filter status: rejected', 'bea-000503', 'unauthorized deserialization attempt'],
    like: /^.{0,1500}?(?:BEA-000503> <Incoming message header or abbreviation processing failed|InvalidClassException: filter status: REJECTED|Unauthorized deserialization attempt)/s,
    tell: () => ({ verb: 'exploit', attack: 'weblogic-t3-gadget', outcome: 'failure', fold: 'deserialisation refused' }),
  },
  {
    needles: ['workcontextxmlinputadapter', 'java.beans.xmldecoder'],
    like: /^\s{0,8}at (?:weblogic\.wsee\.workarea\.WorkContextXmlInputAdapter|java\.beans\.XMLDecoder)\./,
    tell: () => ({ verb: 'error', attack: 'weblogic-xmldecoder', fold: 'xmldecoder' }),
  },
  {
    needles: ['script file:'],
    like: /^.{0,300}?-{5,20} script file:(\/\S{1,300}) -{5,20}$/,
    tell: ([, path]) => ({ verb: 'command', method: 'xxl-job', path, fold: `xxl-job ${path}` }),
  },
  {
    needles: ['deploying web application ', 'deployment of web application '],
    like: /\bDeploy(?:ing|ment of) (?:the )?web application (archive|directory)? ?\[([^\]]{1,400})\](?: has finished.{0,60})?$/,
    tell: ([text, , path]) =>
      text.startsWith('Deploying') ? { verb: 'configured', method: 'deploy', path, fold: `deploy ${path}` } : undefined,
  },
  {
    needles: ["deploying web application '", 'deploy: deploying', 'install: installing'],
    like: /\b(?:manager: |HTMLManager: )?(?:deploy|install|list|undeploy): (Deploying|Undeploying) web application '([^']{1,300})'/,
    tell: ([, what, path]) => ({ verb: 'configured', method: `manager ${what?.toLowerCase()}`, path }),
  },
  {
    needles: ['script_console', 'scriptconsole', 'remotingdiagnostics', 'executegroovy'],
    like: /^\s{0,8}at (?:hudson\.util\.RemotingDiagnostics\$?\w{0,30}|org\.kohsuke\.groovy\.sandbox)\b/,
    tell: () => ({ verb: 'error', attack: 'jenkins-script-console', fold: 'jenkins groovy' }),
  },
  {
    needles: ['started by user '],
    like: /^Started by user (?:\x1b\[8m\S{0,4000}\x1b\[0m)?(.{1,64})$/,
    tell: ([, user]) => ({ verb: 'command', method: 'jenkins build', user }),
  },
  {
    needles: ['login attempt', 'authentication failed for user'],
    like: /\b(?:hudson\.security|jenkins\.security)\S{0,80}\s{1,4}(?:\S{1,40}: )?(?:Login attempt failed|Failed to authenticate|authentication failed) ?(?:for user|: )? ?(\S{0,64})/i,
    tell: ([, user]) => ({ verb: 'login-failed', outcome: 'failure', user: user || undefined, method: 'jenkins', fold: `jenkins ${user}` }),
  },
  {
    needles: ['setup-restore', 'web.shell.plugin', 'ognl.'],
    like: /^.{0,600}?(?:url: \/(?:json\/)?setup-restore(?:-local)?\.action|web\.shell\.Plugin|ognl\.(?:OgnlException|InappropriateExpressionException|MethodFailedException): ).{0,200}/s,
    tell: ([text]) => ({
      verb: 'error',
      attack: /setup-restore/.test(text) ? 'confluence-restore' : 'confluence-ognl-path',
      fold: 'confluence ognl',
    }),
  },
  {
    needles: ['webapp=/solr path=/'],
    like: /\bwebapp=\/solr path=\/(?:dataimport|config|select|replication)\S{0,40} params=\{(.{0,2000})\} (?:hits=\d{1,12} )?status=\d/i,
    tell: ([, command = '']) =>
      /v\.template|velocity|<script|getruntime|dataConfig=/i.test(command)
        ? { verb: 'exploit', attack: 'solr-velocity', command, fold: 'solr params' }
        : undefined,
  },
]
