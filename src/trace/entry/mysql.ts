// MySQL with a weak password: a library or a page written by SELECT … INTO DUMPFILE.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const mysql = serviceWay({
  id: 'mysql',
  summary: text('经弱口令 MySQL 入侵', 'in through a MySQL with a weak password'),
  techniques: ['T1190', 'T1110', 'T1505.001'],
  references: ['https://dev.mysql.com/doc/refman/8.4/en/select-into.html'],
  title: text('MySQL 弱口令', 'MySQL with a weak password'),
  name: { zh: 'MySQL', en: 'MySQL' },
  services: /^(?:mysqld?|mariadbd?|mysql-server|mariadb-server|port-3306)/,
  lineage: /\b(?:mysqld?|mariadbd?)\b/,
  variables: /^MYSQL_/,
  accounts: /^mysql$/,
  places: /\/var\/lib\/mysql\//,
  ports: [3306, 33060],
  witnesses: ['mysql'],
  attack: e => isAttackOf(/^mysql-/)(e) || isOutputIn('mysql')(e),
  collect: [
    text(
      '保存 MySQL 错误日志、通用日志与 binlog,检查 mysql.func 与 plugin 目录',
      'keep the error log, the general log and the binlog: look at mysql.func and the plugin directory',
    ),
    text('查看防火墙或安全组记录:谁连接过 3306 端口', 'ask the firewall or the security group who spoke to port 3306'),
  ],
  close: [
    {
      id: 'mysql-passwords',
      title: text(
        '更换 MySQL 全部账户口令,删除不明账户与 UDF',
        'change the passwords of all accounts, and drop accounts and UDFs that nobody knows',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'mysql-closed-to-net',
      title: text('MySQL 只监听内网,并设置 secure_file_priv', 'let MySQL listen on the inner network only, and set secure_file_priv'),
      targets: [],
      by: 'hour',
    },
  ],
})
