import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAccessLogConf } from './access-log-conf.ts'

const of = (text: string) => {
  const { layouts, logs } = parseAccessLogConf(text)
  return { layouts: Object.fromEntries([...layouts].map(([name, { layout }]) => [name, layout])), logs }
}

test('nginx: layouts over several lines, with escaping; logs with options, off and to syslog', () => {
  assert.deepEqual(
    of(`http {
  # log_format old '$nothing';
  log_format  json escape=json '{"a":"$remote_addr",'
                               '"r":"$request","s":$status}';
  log_format tsv "$remote_addr\\t$request";
  access_log /data/logs/a.log json buffer=32k flush=5s;
  server { access_log off; access_log syslog:server=10.0.0.1 json; location / { access_log logs/b.log; } }
}`),
    {
      layouts: { json: '{"a":"$remote_addr","r":"$request","s":$status}', tsv: '$remote_addr\\t$request' },
      logs: [
        { path: '/data/logs/a.log', layout: 'json' },
        { path: 'logs/b.log', layout: '' },
      ],
    },
  )
})

test('Apache and Tomcat', () => {
  assert.deepEqual(
    of(`LogFormat "%h \\"%r\\" %>s" short
  CustomLog \${APACHE_LOG_DIR}/a.log short env=!dontlog
  CustomLog "logs/b.log" "%a %U %s"
  CustomLog "|/usr/bin/rotatelogs x" short`),
    {
      layouts: { short: '%h \\"%r\\" %>s', '%a %U %s': '%a %U %s' },
      logs: [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Apache
        { path: '${APACHE_LOG_DIR}/a.log', layout: 'short' },
        { path: 'logs/b.log', layout: '%a %U %s' },
      ],
    },
  )
  assert.deepEqual(
    Object.keys(
      of('<Valve className="org.apache.catalina.valves.AccessLogValve" directory="logs" pattern="%h &quot;%r&quot; %s"/>').layouts,
    ),
    ['%h "%r" %s'],
  )
})

test('property: any text, no throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('log_format', 'access_log', ' x ', '"', "'", ';', '{', '}', '\\', '\n', 'CustomLog ', 'LogFormat ', '$a')),
      parts => {
        assert.ok(parseAccessLogConf(parts.join('')).logs.length <= parts.length)
      },
    ),
  )
})
