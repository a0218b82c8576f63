import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utcZone } from '../../core/zone.ts'
import { memoryHost } from '../../host/memory.ts'
import { logFormats } from '../../parse/logs/index.ts'
import { accessSettings } from './access-settings.ts'
import { readLogs } from './read-logs.ts'

const conf = `log_format own '$status^$remote_addr^$request_method^$request_uri^$msec';\naccess_log /data/weblogs/shop.log own;\n`
const lines = '200^203.0.113.9^POST^/api/login^1795279693.524\n404^203.0.113.9^GET^/x^1795279694.000\n'

test('a log that lies and is laid out as only the configuration says is read', () => {
  const host = memoryHost({ '/etc/nginx/nginx.conf': conf, '/data/weblogs/shop.log': lines }, { now: '2026-12-01T00:00:00Z' })
  const { events, sources } = readLogs(host, logFormats, { zone: utcZone })
  assert.deepEqual(
    events.filter(e => e.source === 'web-access').map(e => `${e.at} ${e.address} ${e.request} ${e.status} ${e.locator}`),
    ['2026-11-21T16:48:13.524Z 203.0.113.9 POST /api/login 200 /data/weblogs/shop.log:1'],
  )
  assert.deepEqual(sources.find(s => s.source === 'web-access')?.lines, 2)
})

test('the same from a folder that somebody collected', () => {
  const host = memoryHost({ '/web01/etc/nginx/nginx.conf': conf, '/web01/shop.log': lines }, { now: '2026-12-01T00:00:00Z' })
  const { events } = readLogs(host, logFormats, { zone: utcZone, collected: true })
  assert.deepEqual(
    events.map(e => `${e.address} ${e.request} ${e.status}`),
    ['203.0.113.9 POST /api/login 200'],
  )
})

test('links, variables and relative paths', () => {
  const { paths } = accessSettings(
    memoryHost({
      '/etc/httpd/conf/httpd.conf': 'CustomLog "logs/access_log" combined\n',
      '/etc/httpd/logs': { link: '/var/log/httpd' },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Apache
      '/etc/apache2/sites-enabled/a.conf': 'CustomLog ${APACHE_LOG_DIR}/shop.log combined\n',
      '/usr/local/nginx/conf/vhost/a.conf': 'access_log logs/a.log main; access_log /x/$host.log main;',
    }),
  )
  assert.deepEqual([...paths].sort(), ['/usr/local/nginx/logs/a.log', '/var/log/apache2/shop.log', '/var/log/httpd/access_log'])
})

test('JSON where everybody has text is read as JSON, and each log once', () => {
  const host = memoryHost(
    {
      '/var/log/nginx/access.log':
        '{"remote_addr":"203.0.113.9","request":"POST /x HTTP/1.1","status":200,"time_iso8601":"2026-11-22T00:48:13+08:00"}\n',
    },
    { now: '2026-12-01T00:00:00Z' },
  )
  const { events, sources } = readLogs(host, logFormats, { zone: utcZone })
  assert.deepEqual([events.length, sources.find(s => s.source === 'web-access')?.lines], [1, 1])
})
