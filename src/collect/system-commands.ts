// The commands and libraries that rootkits and miners replace, and where a host keeps them.
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'

/** Commands that show, stop, start or fetch: worth replacing, so worth verifying. */
const commands = new Set(
  (
    'ps ls dir top htop ss netstat lsof find crontab chattr lsattr kill pkill pgrep killall pidof fuser bash sh dash ash busybox login sshd ssh sudo su ' +
    'passwd mount umount ldd ldconfig strace ltrace curl wget systemctl systemd journalctl rsyslogd syslogd cron crond atd anacron dpkg rpm apk w who ' +
    'whoami last lastb id awk gawk mawk grep egrep sed cat head tail less stat file md5sum sha256sum mv cp rm chmod chown touch iptables ip6tables nft xtables-nft-multi ' +
    'apt apt-get dnf yum ufw firewall-cmd reboot shutdown modprobe insmod lsmod kmod rmmod ip ifconfig tcpdump vmstat pstree watch dmesg uptime free nologin useradd usermod init agetty unix_chkpwd pmap nc'
  ).split(' '),
)

const libraries =
  /^(?:libc\.so\.6|libc-2\.\d+\.so|libc\.musl-.*\.so\.1|ld-linux.*\.so\.\d|ld-2\.\d+\.so|ld-musl-.*\.so\.1|libproc-?\d?.*\.so.*|libpam\.so.*|libnss_files.*\.so.*|libdl\.so\.2|libcrypt\.so.*|libselinux\.so\.1|libutil\.so\.1|libkeyutils\.so.*)$/
const pamModules = /^pam_(?:unix|env|permit|deny|exec|systemd|limits|sss|rootok|succeed_if|faillock)\.so$/

const commandDirectories = ['/usr/bin', '/usr/sbin', '/bin', '/sbin']
const libraryDirectories = ['/usr/lib', '/usr/lib64', '/lib', '/lib64']
const multiarch = /^(?:x86_64|aarch64|i386|arm|riscv64|s390x|powerpc64le|ppc64le|loongarch64|mips64el)-linux-(?:gnu|musl)[a-z0-9]*$/

/** Directories of system commands that are no mere links to one another. */
export function commandDirectoriesOf(host: HostView): string[] {
  return commandDirectories.filter(path => isDirectory(host, path))
}

/** Paths where each watched command, library and PAM module is or, by name, would be. */
export function watchedPaths(host: HostView): string[] {
  const found = ['/usr/lib/systemd/systemd', '/lib/systemd/systemd', '/usr/lib/systemd/systemd-journald']
  for (const directory of commandDirectoriesOf(host)) for (const name of commands) found.push(`${directory}/${name}`)
  for (const directory of libraryDirectories.filter(path => isDirectory(host, path))) {
    const entries = host.files.list(directory)
    if (isGap(entries)) continue
    const below = entries.filter(entry => multiarch.test(entry.name)).map(entry => `${directory}/${entry.name}`)
    for (const place of [directory, ...below]) {
      found.push(...matching(host, place, libraries), ...matching(host, `${place}/security`, pamModules))
      for (const name of ['pam_unix.so', 'pam_env.so']) found.push(`${place}/security/${name}`)
    }
  }
  return [...new Set(found)]
}

function matching(host: HostView, directory: string, pattern: RegExp): string[] {
  const entries = host.files.list(directory)
  return isGap(entries) ? [] : entries.filter(entry => pattern.test(entry.name)).map(entry => `${directory}/${entry.name}`)
}

function isDirectory(host: HostView, path: string): boolean {
  const stat = host.files.lstat(path)
  return !isGap(stat) && stat.type === 'directory'
}
