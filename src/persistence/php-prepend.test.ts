import { testKind } from '../../test/kinds.ts'
import { phpPrepend } from './php-prepend.ts'

testKind(phpPrepend, {
  tree: {
    '/etc/php/8.2/fpm/php.ini':
      '; auto_prepend_file = /no\nauto_prepend_file = /var/tmp/.x.php\nauto_append_file =\nextension=curl\nextension=/tmp/x.so\n',
    '/var/www/html/.htaccess': 'RewriteEngine On\nphp_value auto_append_file "/var/www/html/.c.php"\n',
    '/etc/php/8.2/fpm/pool.d/www.conf': 'php_admin_value[auto_prepend_file] = /srv/p.php\n',
  },
  lists: [
    '/etc/php/8.2/fpm/php.ini:2 /var/tmp/.x.php',
    '/etc/php/8.2/fpm/php.ini:5 /tmp/x.so',
    '/etc/php/8.2/fpm/pool.d/www.conf:1 /srv/p.php',
    '/var/www/html/.htaccess:2 /var/www/html/.c.php',
  ],
})
