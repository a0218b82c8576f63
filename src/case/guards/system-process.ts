// Processes a host cannot run or be reached without, known by the intact file they run.
import type { Process } from '../../core/facts/process.ts'
import { type Guard, ofProcesses } from './guard.ts'
import { programName, runsIntactPackage } from './identity.ts'

const vital = new RegExp(
  `^(?:${[
    'systemd(?:-(?:executor|journald|udevd|logind|networkd|resolved|timesyncd|machined|userdbd|userwork|oomd|homed|nspawn))?',
    'init|upstart|runit|runsvdir|runsv|s6-svscan|s6-supervise|openrc-init|udevd|udevadm|elogind',
    'sshd(?:-session|-auth)?|dropbear|login|su|sudo|a?getty|mingetty|fgetty|polkitd|accounts-daemon',
    'dbus-daemon|dbus-broker(?:-launch)?',
    'dockerd|docker-proxy|docker-init|containerd(?:-shim(?:-[\\w-]+)?)?|runc|crun|crio|conmon|podman|kubelet|kube-proxy|k3s|lxcfs|lxc-start|incusd|lxd',
    'libvirtd|virtqemud|virtlogd|qemu-system-\\w+|qemu-kvm|qemu-ga|vmtoolsd',
    'cron|crond|atd|rsyslogd|syslog-ng|auditd|chronyd|ntpd',
    'NetworkManager|dhclient|dhcpcd|wpa_supplicant|keepalived|firewalld|multipathd|iscsid|dmeventd|lvmetad|lvmpolld|mdadm|rpcbind|snapd',
  ].join('|')})$`,
)
const busyboxVital = /^-?(?:init|getty|login|syslogd|klogd|crond|udhcpc|ntpd|mdev|acpid|runsvdir|runsv)$/

export const systemProcess: Guard = {
  id: 'system-process',
  summary: {
    zh: '不触碰系统关键进程(以软件包校验确认身份,不看名字)',
    en: 'processes the system cannot do without are left alone, known by package checksum and not by name',
  },
  refuse: ofProcesses((process, facts, around) =>
    isVital(process) && runsIntactPackage(process, facts, around)
      ? {
          zh: `${process.exe?.path} 与软件包校验一致,是系统关键进程(${process.pid});请改为只封锁其可疑的对外连接,并人工核实。`,
          en: `${process.exe?.path} is intact by its package and vital to the system (${process.pid}); block its suspicious connections and look at it by hand.`,
        }
      : undefined,
  ),
}

function isVital(process: Process): boolean {
  const name = programName(process)
  // BusyBox acts as what argv[0] calls it.
  if (name !== 'busybox') return vital.test(name)
  const applet = process.argv[0]?.split('/').at(-1) ?? ''
  return process.ppid === 1 && busyboxVital.test(applet)
}
