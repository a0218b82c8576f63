// Installed packages by the host's own package databases.
import type { Collector } from '../core/collector.ts'
import { packageDatabases } from './package-database/database.ts'

export const packages: Collector = {
  id: 'packages',
  summary: { zh: '已安装的软件包(dpkg、rpm、apk)', en: 'installed packages (dpkg, rpm, apk)' },
  techniques: [],
  references: ['man:dpkg-query(1)', 'https://rpm-software-management.github.io/rpm/manual/format_header.html'],
  gives: ['packages'],
  needs: [],
  *collect(host) {
    for (const database of packageDatabases(host)) {
      for (const row of database.packages) yield ['packages', row]
      yield* database.gaps
    }
  },
}
