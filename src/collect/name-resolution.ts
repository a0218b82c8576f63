// How names become addresses here (hosts, resolv.conf), and whom TCP wrappers let in.
import type { Collector } from '../core/collector.ts'
import { isGap } from '../core/gap.ts'
import { parseHosts } from '../parse/files/hosts.ts'
import { parseHostsAccess } from '../parse/files/hosts-access.ts'
import { parseResolvConf } from '../parse/files/resolv-conf.ts'
import { textFile } from './text-file.ts'

const hostsPath = '/etc/hosts'
/** The second is what systemd-resolved asks when the first names only its stub. */
const resolverPaths = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf']
const accessPaths = ['/etc/hosts.allow', '/etc/hosts.deny']

export const nameResolution: Collector = {
  id: 'name-resolution',
  summary: { zh: '域名解析与 TCP 访问控制', en: 'name resolution and TCP access rules' },
  techniques: ['T1565.001', 'T1584.002'],
  references: ['man:hosts(5)', 'man:resolv.conf(5)', 'man:hosts_access(5)'],
  gives: ['hostsLines', 'resolvers', 'accessRules'],
  needs: [],
  *collect(host) {
    for (const bytes of textFile(host, hostsPath, 16 << 20)) {
      if (isGap(bytes)) yield bytes
      else for (const entry of parseHosts(bytes)) yield ['hostsLines', { path: hostsPath, ...entry }]
    }
    for (const path of resolverPaths) {
      for (const bytes of textFile(host, path)) {
        if (isGap(bytes)) {
          yield bytes
          continue
        }
        const stat = host.files.stat(path)
        yield ['resolvers', { path, ...parseResolvConf(bytes), immutable: isGap(stat) ? undefined : stat.immutable }]
      }
    }
    for (const path of accessPaths) {
      for (const bytes of textFile(host, path)) {
        if (isGap(bytes)) yield bytes
        else for (const rule of parseHostsAccess(bytes)) yield ['accessRules', { path, ...rule }]
      }
    }
  },
}
