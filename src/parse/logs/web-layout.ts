// Access logs in a layout of somebody's own: as the server's configuration says, as products are known to write, or by what the fields look like.
import type { AccessLayout, LineFormat } from '../../core/log-format.ts'
import type { Access } from './access.ts'
import { type ReadAccess, readerOf } from './access-layout.ts'
import { timeInJson } from './access-names.ts'
import { accessByShape, timeWithin } from './access-shape.ts'
import { knownLayouts } from './known-layouts.ts'
import { shareOf } from './marks.ts'
import { parseAccess, webAccess } from './web-access.ts'
import { parseJsonAccess } from './web-json.ts'
import { webReader } from './web-reader.ts'
import { webTells } from './web-tells.ts'

const compiled = (layouts: readonly AccessLayout[]): readonly ReadAccess[] => layouts.flatMap(layout => readerOf(layout) ?? [])
const known = compiled(knownLayouts)

const common =
  /^(?:\$remote_addr - \$remote_user \[\$time_local\] "\$request" \$status \$body_bytes_sent|%h %l %u %t "%r" %>?s %[bBO])(?: "|$)/
const isOwn = ({ layout }: AccessLayout): boolean => !common.test(layout.replaceAll('\\"', '"'))

/** The first that fits; the one that fitted last is asked first, since the lines of a log are of one kind. */
function anyOf(readers: readonly ReadAccess[]): ReadAccess {
  let last: ReadAccess | undefined
  return line => {
    const again = last?.(line)
    if (again !== undefined) return again
    for (const reader of readers) {
      const one = reader(line)
      if (one === undefined) continue
      last = reader
      return one
    }
    return undefined
  }
}

/** Of a line alone, without a word of any configuration. */
export const anyAccess = (): ReadAccess => anyOf([...known, parseAccess, parseJsonAccess, accessByShape])

const verbs = ['post', 'put', 'patch', 'delete', 'move', 'copy', 'mkcol', 'connect', 'debug']
/** Methods stand after whatever divides the fields. */
const asked = verbs.flatMap(verb => [' ', '"', '=', '|', '\t', ',', '[', '\x01', '^'].map(before => before + verb))

export const webLayout: LineFormat = {
  id: 'web-layout',
  summary: {
    zh: '自定义格式的访问日志(nginx log_format、Apache LogFormat、云负载均衡、键值对等)',
    en: 'access logs in a layout of their own (nginx log_format, Apache LogFormat, load balancers of clouds, key=value)',
  },
  techniques: ['T1190', 'T1505.003', 'T1595'],
  references: [
    'https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format',
    'https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
    'https://cloud.tencent.com/document/product/214/10329',
  ],
  form: 'lines',
  source: 'web-access',
  trust: 'service',
  // Wherever access logs lie, and where the configuration of a server says.
  paths: [...webAccess.paths, '/usr/local/kong/logs/*access*log', '/usr/local/apisix/logs/*access*log', '/home/admin/*/logs/*access*log'],
  needles: [...new Set([...asked, '404', ...webTells])],
  recognise(text, _name, layouts = []) {
    const share = (reader: (line: string) => Access | undefined) => shareOf(text, line => reader(line) !== undefined)
    // What the configuration says is surer than any likeness; what begins as the common format does is read faster as such.
    return Math.max(0.98 * share(anyOf(compiled(layouts.filter(isOwn)))), 0.96 * share(anyOf(known)), 0.7 * share(accessByShape))
  },
  open: place =>
    webReader(place, anyOf([...compiled(place.layouts ?? []), ...known, parseAccess, parseJsonAccess, accessByShape]), line =>
      line.startsWith('{') ? timeInJson(line) : timeWithin(line),
    ),
}
