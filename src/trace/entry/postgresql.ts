// PostgreSQL with a weak password: COPY … FROM PROGRAM ran a shell.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const postgresql = serviceWay({
  id: 'postgresql',
  summary: text('经弱口令 PostgreSQL 入侵', 'in through a PostgreSQL with a weak password'),
  techniques: ['T1190', 'T1110', 'T1059.004'],
  references: ['https://www.postgresql.org/docs/current/sql-copy.html'],
  title: text('PostgreSQL 弱口令', 'PostgreSQL with a weak password'),
  name: { zh: 'PostgreSQL', en: 'PostgreSQL' },
  services: /^postgres|^port-5432$/,
  lineage: /\bpostgres/,
  variables: /^(?:PGDATA|PG_\w+)=/,
  accounts: /^postgres$/,
  places: /\/(?:var\/lib\/(?:postgresql|pgsql))\//,
  ports: [5432, 5433],
  witnesses: ['postgresql'],
  attack: e => isAttackOf(/^postgresql-/)(e) || isOutputIn('postgresql')(e),
  remains: ['postgres-role'],
  openBy: /^postgresql\.hba=.*trust/,
  collect: [
    text(
      '保存 PostgreSQL 日志与 pg_hba.conf,检查新增的超级用户、函数与定时任务',
      'keep the logs of PostgreSQL and pg_hba.conf: look for new superusers, functions and jobs',
    ),
    text('查看防火墙或安全组记录:谁连接过 5432 端口', 'ask the firewall or the security group who spoke to port 5432'),
  ],
  close: [
    {
      id: 'postgresql-passwords',
      title: text('更换 PostgreSQL 全部账户口令,删除不明角色', 'change the passwords of all roles, and drop those that nobody knows'),
      targets: [],
      by: 'hour',
    },
    {
      id: 'postgresql-closed-to-net',
      title: text(
        'pg_hba.conf 只允许应用服务器,禁用 trust;listen_addresses 不用 *',
        'let pg_hba.conf name the application servers only, without trust; no * in listen_addresses',
      ),
      targets: [],
      by: 'hour',
    },
  ],
})
