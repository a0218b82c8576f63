// Where the web servers of a host were told to write access logs, and in which layout: read from their configuration, wherever it was collected.
import { textOf } from '../../core/bytes.ts'
import { isGap } from '../../core/gap.ts'
import { glob } from '../../core/glob.ts'
import type { HostView } from '../../core/host.ts'
import type { AccessLayout } from '../../core/log-format.ts'
import { realPath } from '../../core/real-path.ts'
import { parseAccessLogConf } from '../../parse/files/access-log-conf.ts'

const mostFiles = 500
const mostLayouts = 40
const configurations = [
  '/etc/nginx/*.conf',
  '/etc/nginx/*/*',
  '/usr/local/*/conf/*.conf',
  '/usr/local/*/conf/*/*.conf',
  '/usr/local/openresty/nginx/conf/*.conf',
  '/opt/*/conf/*.conf',
  '/opt/*/conf/server.xml',
  '/usr/local/*/conf/server.xml',
  '/etc/tomcat*/server.xml',
  '/www/server/nginx/conf/*.conf',
  '/www/server/panel/vhost/nginx/*.conf',
  '/www/server/panel/vhost/apache/*.conf',
  '/etc/apache2/*.conf',
  '/etc/apache2/*/*.conf',
  '/etc/httpd/conf/*.conf',
  '/etc/httpd/conf.d/*.conf',
  '/data/nginx/conf/*.conf',
  '/data/nginx/conf/*/*.conf',
]

export interface AccessSettings {
  /** Every layout of the host. */
  readonly layouts: readonly AccessLayout[]
  /** Those of one log first: that of its path, or of its name where it was moved to another folder. */
  of(path: string): readonly AccessLayout[]
  /** Logs that are written somewhere of their own. */
  readonly paths: readonly string[]
}

const variables: Readonly<Record<string, string>> = { APACHE_LOG_DIR: '/var/log/apache2' }
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** In a folder of collected files they lie below a folder for each host, or beside the logs. */
const collectedFolders = ['', '/*', '/*/*']
const collectedAlone = ['/nginx.conf', '/httpd.conf', '/apache2.conf', '/server.xml']

export function accessSettings({ files }: HostView, isCollected = false): AccessSettings {
  const layouts = new Map<string, AccessLayout>()
  const byPath = new Map<string, AccessLayout>()
  const named: { path: string; layout: string }[] = []
  const read = new Set<string>()
  for (const folder of isCollected ? collectedFolders : ['']) {
    for (const pattern of isCollected ? [...configurations, ...collectedAlone] : configurations) {
      for (const path of glob(files, folder + pattern, mostFiles)) {
        if (read.has(path) || read.size >= mostFiles) continue
        read.add(path)
        const content = files.read(path)
        if (isGap(content)) continue
        const conf = parseAccessLogConf(textOf(content.bytes))
        for (const [name, layout] of conf.layouts) layouts.set(name, layout)
        for (const log of conf.logs) named.push({ ...log, path: absolute(log.path, path) })
      }
    }
  }
  const paths = new Set<string>()
  for (const { path, layout } of named) {
    // A variable in it means many files: their layout is tried on every log.
    if (!path.startsWith('/') || /[$%]/.test(path)) continue
    // /etc/httpd/logs is a link to where the logs are.
    const resolved = realPath(files, path, 'keep')
    const real = isGap(resolved) ? path : resolved
    paths.add(real)
    const found = layouts.get(layout)
    if (found !== undefined) byPath.set(real, found).set(nameOf(path), found)
  }
  const all = [...new Set(layouts.values())].slice(0, mostLayouts)
  return {
    layouts: all,
    paths: [...paths],
    of: path => {
      const own = byPath.get(path) ?? byPath.get(nameOf(path))
      return own === undefined ? all : [own, ...all.filter(one => one !== own)]
    },
  }
}

/** Relative paths begin at the server's own folder, above that of its configuration. */
function absolute(path: string, conf: string): string {
  const known = path.replace(/\$\{(\w+)\}/g, (all, name: string) => variables[name] ?? all)
  if (known.startsWith('/')) return known
  const root = conf.includes('/etc/httpd/') ? '/etc/httpd' : /(?<=^|\/\w{1,60})(\/(?:usr|opt|www|data)\/.*)\/conf\//.exec(conf)?.[1]
  return root === undefined ? known : `${root}/${known}`
}
