// What a statement of a database does beyond the database: runs programs, loads code, writes files, makes superusers.
import { plainSql } from '../protocols/sql-text.ts'
import { isForeign } from './foreign-command.ts'
import type { Told } from './messages/kind.ts'

/** In plain SQL: what is searched for in logs before a statement is read. */
export const sqlNeedles: readonly string[] = [
  'program',
  'superuser',
  'language',
  'lo_export',
  'lo_import',
  'lo_from_bytea',
  'pg_read_',
  'pg_execute_server',
  'pg_ls_dir',
  'alter system',
  'plpython',
  'plperlu',
  'load ',
  'soname',
  'dumpfile',
  'outfile',
  'load_file',
  'sys_exec',
  'sys_eval',
  'identified by',
  'grant all',
  'create user',
  'create role',
  'alter role',
  'alter user',
  'general_log_file',
  'plugin_dir',
  'install plugin',
  'load data',
]

const longest = 4000
interface Deed {
  readonly like: RegExp
  tell(found: RegExpExecArray): Told
}

/** `statement` of PostgreSQL, outside of quotes in lower case with single blanks. The strictest comes first. */
const postgresql: readonly Deed[] = [
  {
    like: /(?:^|; ?|\b(?:begin|then|else|do) )copy [^;]{1,2000}? (?:from|to) program (?:e|\$\w{0,20}\$)?'?((?:[^']|''){1,2000})/,
    tell: ([, program = '']) =>
      isForeign(program)
        ? { verb: 'exploit', attack: 'postgresql-copy-program-shell', command: program.replaceAll("''", "'") }
        : { verb: 'command', attack: 'postgresql-copy-program', command: program.replaceAll("''", "'") },
  },
  {
    like: /(?:^|; ?)create (?:or replace )?function [^;]{0,1000}?(?:\bas e?'([^']{1,400})'[^;]{0,400}\blanguage ['"]?c\b|\blanguage ['"]?c\b[^;]{0,200}?\bas e?'([^']{1,400})')/,
    tell: ([, before, after]) => ({
      verb: /\$libdir/.test(before ?? after ?? '') ? 'database' : 'exploit',
      attack: 'postgresql-c-function',
      path: before ?? after,
    }),
  },
  {
    like: /\blo_export ?\(? ?[^;]{0,200}?'(\/[^']{1,400})'/,
    tell: ([, path = '']) => ({
      verb: /\.so$|cron|\.ssh|\/etc\//.test(path) ? 'exploit' : 'database',
      attack: 'postgresql-lo-export',
      path,
    }),
  },
  {
    like: /(?:^|; ?)alter system set (archive_command|restore_command|ssl_passphrase_command|session_preload_libraries|shared_preload_libraries|local_preload_libraries|dynamic_library_path|archive_cleanup_command)\b ?(?:=|to) ?(.{0,500})/,
    tell: ([, target, value = '']) => ({
      verb: isForeign(value.replace(/^'|'$/g, '')) ? 'exploit' : 'configured',
      attack: 'postgresql-config-command',
      target,
      command: value,
    }),
  },
  {
    like: /(?:^|; ?)(?:create|alter) (?:role|user) "?([\w.$-]{1,63})"?[^;]{0,300}?(?<!\w)superuser\b/,
    tell: ([, target]) => ({ verb: 'account-changed', target, method: 'superuser' }),
  },
  {
    like: /(?:^|; ?)alter (?:role|user) "?([\w.$-]{1,63})"?[^;]{0,300}?\bnosuperuser\b/,
    tell: ([, target]) => ({ verb: 'account-changed', target, method: 'nosuperuser' }),
  },
  {
    like: /(?:^|; ?)grant "?(pg_execute_server_program|pg_write_server_files|pg_read_server_files)"? to "?([\w.$-]{1,63})/,
    tell: ([, method, target]) => ({ verb: 'account-changed', target, method }),
  },
  {
    like: /(?:^|; ?)(?:create|alter) (?:role|user) "?([\w.$-]{1,63})"?[^;]{0,300}?\bpassword\b/,
    tell: ([, target]) => ({ verb: 'account-changed', target, method: 'password' }),
  },
  {
    like: /(?:^|; ?)create (?:or replace )?(?:trusted )?(?:extension|language|procedural language) (?:if not exists )?"?(plpython\w{0,3}|plperlu|plsh|dblink|file_fdw)/,
    tell: ([, target]) => ({ verb: 'database', target, method: 'language' }),
  },
  {
    like: /\b(pg_read_(?:binary_)?file|pg_ls_dir|lo_import)\b[^;]{0,40}?'([^']{1,300})'/,
    tell: ([, method, path]) => ({ verb: 'database', path, method }),
  },
  { like: /\b(lo_from_bytea)\b/, tell: ([, method]) => ({ verb: 'database', method, fold: 'postgresql lo_from_bytea' }) },
  { like: /^load '([^']{1,300})'/, tell: ([, path]) => ({ verb: 'database', path, method: 'load' }) },
]

const mysql: readonly Deed[] = [
  {
    like: /\bcreate (?:or replace )?(?:aggregate )?function (?:if not exists )?[`"]?([\w.]{1,64})[`"]? returns \w{1,10} soname ['"]([^'"]{1,300})/,
    tell: ([, target, path]) => ({ verb: 'exploit', attack: 'mysql-udf-soname', target, path }),
  },
  {
    like: /\binto dumpfile ['"]([^'"]{1,400})/,
    tell: ([, path = '']) => ({
      verb: /\.(?:so|dll|php|jsp|sh)$|plugin|cron/.test(path) ? 'exploit' : 'database',
      attack: 'mysql-dumpfile-code',
      path,
    }),
  },
  {
    like: /\binto outfile ['"]([^'"]{1,400})/,
    tell: ([, path = '']) =>
      /\.(?:php\d?|phtml|jspx?|aspx?|sh|so)$|cron|\.ssh/.test(path)
        ? { verb: 'exploit', attack: 'mysql-outfile-code', path }
        : { verb: 'database', method: 'outfile', path },
  },
  {
    like: /^set (?:global|@@global\.) ?(general_log_file|slow_query_log_file|log_output) ?= ?['"]([^'"]{1,300})/,
    tell: ([, target, path = '']) => ({
      verb: /\.(?:php|jsp|asp)/.test(path) ? 'exploit' : 'configured',
      attack: /\.(?:php|jsp|asp)/.test(path) ? 'mysql-outfile-code' : undefined,
      target,
      path,
    }),
  },
  {
    like: /^select [^;]{0,40}?\b(sys_exec|sys_eval|sys_bineval|do_system|cmdshell|sys_get)\b ?\( ?['"](.{1,1000})/,
    tell: ([, method, command = '']) => ({
      verb: 'exploit',
      attack: 'mysql-udf-shell',
      method,
      command: command.replace(/['"] ?\).{0,10}$/s, ''),
    }),
  },
  {
    like: /^install plugin [`"]?([\w.]{1,64})[`"]? soname ['"]([^'"]{1,300})/,
    tell: ([, target, path]) => ({ verb: 'configured', target, path, method: 'plugin' }),
  },
  {
    like: /^(?:create|alter) user (?:if not exists )?[`'"]?([\w.$%-]{0,80})/,
    tell: ([, target]) => ({ verb: 'account-changed', target, method: 'user' }),
  },
  {
    like: /^grant (?:all|super)\b[^;]{0,200}? to [`'"]?([\w.$%-]{0,80})/,
    tell: ([, target]) => ({ verb: 'account-changed', target, method: 'grant' }),
  },
  {
    like: /^set password\b|^update (?:mysql\.)?user set [^;]{0,60}(?:password|authentication_string)/,
    tell: () => ({ verb: 'account-changed', method: 'password' }),
  },
  { like: /\bload_file ?\( ?['"]([^'"]{1,300})/, tell: ([, path]) => ({ verb: 'database', path, method: 'load_file' }) },
]

const quoted = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"/g

/** The first place of it that does not lie inside of a text in quotes. */
function outsideOfQuotes(plain: string, like: RegExp): RegExpExecArray | undefined {
  for (const found of plain.matchAll(new RegExp(like, 'g'))) {
    const inside = [...plain.matchAll(quoted)].some(({ index, 0: text }) => index < found.index && found.index < index + text.length)
    if (!inside) return found
  }
  return undefined
}

/** Plain SQL is in lower case; what is told stands as it was written, for paths and packed commands depend on it. */
function asWritten(told: Told, statement: string): Told {
  const lower = statement.toLowerCase()
  const written = (text: string | undefined) => {
    const at = text === undefined || lower.length !== statement.length ? -1 : lower.indexOf(text)
    return at < 0 ? text : statement.slice(at, at + (text?.length ?? 0))
  }
  const { command, path, target } = told
  return {
    ...told,
    ...(command === undefined ? {} : { command: written(command.replaceAll("'", "''"))?.replaceAll("''", "'") }),
    ...(path === undefined ? {} : { path: written(path) }),
    ...(target === undefined ? {} : { target: written(target) }),
  }
}

/** The strictest thing that a statement does; undefined for ordinary work. A statement that was cut is read as far as it goes. */
export function sqlDeed(statement: string, of: 'postgresql' | 'mysql'): Told | undefined {
  const plain = plainSql(statement.slice(0, longest))
  for (const { like, tell } of of === 'mysql' ? mysql : postgresql) {
    const found = like.test(plain) ? outsideOfQuotes(plain, like) : undefined
    if (found !== undefined) return { command: statement.slice(0, 2000), ...asWritten(tell(found), statement) }
  }
  return undefined
}
