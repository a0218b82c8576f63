// PHP settings that run a file before or after every page, or load an extension by its path.
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'

const inis = ['/etc/php.ini', '/etc/php.d/*.ini', '/etc/php-fpm.d/*.conf', '/etc/php*/php.ini', '/etc/php*/conf.d/*.ini']
const versions = ['/etc/php/*/*/php.ini', '/etc/php/*/*/conf.d/*.ini', '/etc/php/*/fpm/pool.d/*.conf', '/usr/local/etc/php/php.ini']
const sites = ['/var/www', '/srv/www', '/srv/http', '/usr/share/nginx', '/usr/local/etc/php/conf.d'].flatMap(root =>
  ['', '*/', '*/*/'].flatMap(depth => [`${root}/${depth}.user.ini`, `${root}/${depth}.htaccess`, `${root}/${depth}*.ini`]),
)

const setting =
  /^\s*(?:php(?:_admin)?_value(?:\[|\s+))?["']?(auto_prepend_file|auto_append_file|extension|zend_extension)["']?\]?\s*(?:=|\s)\s*["']?([^"';#\s=][^"';#\s]*)/i

export const phpPrepend: Persistence = {
  id: 'php-prepend',
  summary: {
    zh: 'PHP 自动包含文件(auto_prepend_file)与按路径加载的扩展',
    en: 'files PHP runs with every page (auto_prepend_file), extensions by path',
  },
  techniques: ['T1505.003', 'T1546'],
  references: [
    'https://www.php.net/manual/en/ini.core.php#ini.auto-prepend-file',
    'https://www.php.net/manual/en/configuration.file.per-user.php',
  ],
  platform: 'linux',
  *list(host) {
    const where = [...places([...inis, ...versions, ...sites]), ...homePlaces(host, ['public_html/.user.ini', 'public_html/.htaccess'])]
    yield* entriesIn(host, where, { kind: this.id, trigger: 'load' }, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const [, name = '', command = ''] = setting.exec(line.text) ?? []
        const extension = /extension$/i.test(name)
        if (command === '' || command.toLowerCase() === 'none' || (extension && !command.includes('/'))) continue
        yield { ...line, name, command }
      }
    })
  },
  disarm: disarmEntry,
}
