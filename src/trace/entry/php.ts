// PHP: an argument, a framework or an uploaded page that ran a command.
import { text } from './asking.ts'
import { isPhpAttack } from './attacks.ts'
import { postedBefore } from './posted.ts'
import { serviceWay } from './service-way.ts'

export const php = serviceWay({
  id: 'php',
  summary: text('经 PHP 漏洞或上传的网页后门入侵', 'in through a hole of PHP or a page that was uploaded'),
  techniques: ['T1190', 'T1505.003'],
  references: ['https://www.php.net/ChangeLog-8.php'],
  title: text('PHP 漏洞或网页后门', 'a vulnerability in PHP, or a web shell'),
  name: { zh: 'PHP', en: 'PHP' },
  services: /^php(?:\d[\d.]*)?-(?:fpm|cgi)|^php-(?:fpm|cgi)|^php\d?$|libapache2-mod-php/,
  lineage: /\bphp(?:\d[\d.]*)?-?(?:fpm|cgi)?\b/,
  variables: /^(?:SCRIPT_FILENAME|SCRIPT_NAME)=.*\.php/,
  accounts: /^(?:www-data|apache|nginx|http|nobody|www)$/,
  places: /^\/(?:var\/www|srv\/www|www\/wwwroot|usr\/share\/nginx)\//,
  ports: [80, 443, 8080, 9000],
  witnesses: ['web-access', 'web-error', 'application'],
  attack: isPhpAttack,
  more: clues => postedBefore(clues, e => /\.php/.test(e.request ?? '')),
  collect: [
    text(
      '保存网站目录与访问日志,查找入侵时间前后新增或修改的 .php 文件',
      'keep the web directory and the access log: look for .php files that were added or changed around that time',
    ),
  ],
  close: [
    {
      id: 'php-remove-webshell',
      title: text('删除网页后门,核对网站文件与发布版本', 'remove the web shell, and compare the site with what was released'),
      targets: [],
      by: 'hour',
    },
    {
      id: 'php-update',
      title: text(
        '升级 PHP 与所用框架、插件;禁止上传目录执行脚本',
        'update PHP, its framework and plugins; let no script run where uploads lie',
      ),
      targets: [],
      by: 'day',
    },
  ],
})
