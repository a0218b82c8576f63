// Every kind of persistence, in the order in which they are listed.
import type { Persistence } from '../core/persistence.ts'
import { accountShell } from './account-shell.ts'
import { anacron } from './anacron.ts'
import { aptHook } from './apt-hook.ts'
import { at } from './at.ts'
import { authorizedKeys } from './authorized-keys.ts'
import { bashLogout } from './bash-logout.ts'
import { binfmtMisc } from './binfmt-misc.ts'
import { cloudInit } from './cloud-init.ts'
import { corePattern } from './core-pattern.ts'
import { cron15min } from './cron-15min.ts'
import { cronD } from './cron-d.ts'
import { cronDaily } from './cron-daily.ts'
import { cronHourly } from './cron-hourly.ts'
import { cronMonthly } from './cron-monthly.ts'
import { cronWeekly } from './cron-weekly.ts'
import { cronYearly } from './cron-yearly.ts'
import { dbusService } from './dbus-service.ts'
import { dhclient } from './dhclient.ts'
import { dockerRestart } from './docker-restart.ts'
import { dpkgHook } from './dpkg-hook.ts'
import { etcEnvironment } from './etc-environment.ts'
import { forwardProcmail } from './forward-procmail.ts'
import { gitHook } from './git-hook.ts'
import { grub } from './grub.ts'
import { ifUp } from './if-up.ts'
import { inetd } from './inetd.ts'
import { initramfsHook } from './initramfs-hook.ts'
import { inittab } from './inittab.ts'
import { kernelHelper } from './kernel-helper.ts'
import { kubeletStaticPod } from './kubelet-static-pod.ts'
import { ldEnvironment } from './ld-environment.ts'
import { ldSoConf } from './ld-so-conf.ts'
import { ldSoPreload } from './ld-so-preload.ts'
import { logrotate } from './logrotate.ts'
import { maintainerScript } from './maintainer-script.ts'
import { modprobeInstall } from './modprobe-install.ts'
import { modulesLoad } from './modules-load.ts'
import { monit } from './monit.ts'
import { motd } from './motd.ts'
import { needrestart } from './needrestart.ts'
import { networkDispatcher } from './network-dispatcher.ts'
import { openrc } from './openrc.ts'
import { pamExec } from './pam-exec.ts'
import { pamModule } from './pam-module.ts'
import { phpPrepend } from './php-prepend.ts'
import { pm2 } from './pm2.ts'
import { polkit } from './polkit.ts'
import { profileD } from './profile-d.ts'
import { pythonPth } from './python-pth.ts'
import { rcLinks } from './rc-links.ts'
import { rcLocal } from './rc-local.ts'
import { redisDump } from './redis-dump.ts'
import { shellRc } from './shell-rc.ts'
import { shellTrap } from './shell-trap.ts'
import { sshRc } from './ssh-rc.ts'
import { sshdCommand } from './sshd-command.ts'
import { sudoers } from './sudoers.ts'
import { suidImplant } from './suid-implant.ts'
import { supervisord } from './supervisord.ts'
import { systemCrontab } from './system-crontab.ts'
import { systemProfile } from './system-profile.ts'
import { systemdDropIn } from './systemd-drop-in.ts'
import { systemdGenerator } from './systemd-generator.ts'
import { systemdPath } from './systemd-path.ts'
import { systemdService } from './systemd-service.ts'
import { systemdSocket } from './systemd-socket.ts'
import { systemdTimer } from './systemd-timer.ts'
import { systemdUserUnit } from './systemd-user-unit.ts'
import { sysvInit } from './sysv-init.ts'
import { udev } from './udev.ts'
import { upstart } from './upstart.ts'
import { userCrontab } from './user-crontab.ts'
import { xSession } from './x-session.ts'
import { xdgAutostart } from './xdg-autostart.ts'
import { xinetd } from './xinetd.ts'
import { yumDnf } from './yum-dnf.ts'

export const persistence: readonly Persistence[] = [
  cronD,
  systemCrontab,
  cronHourly,
  cronDaily,
  cronWeekly,
  cronMonthly,
  cronYearly,
  cron15min,
  userCrontab,
  systemdService,
  systemdUserUnit,
  systemdTimer,
  systemdPath,
  systemdSocket,
  systemdDropIn,
  systemdGenerator,
  sysvInit,
  rcLinks,
  rcLocal,
  inittab,
  openrc,
  upstart,
  anacron,
  at,
  inetd,
  xinetd,
  pm2,
  dockerRestart,
  ldSoPreload,
  ldSoConf,
  ldEnvironment,
  etcEnvironment,
  systemProfile,
  profileD,
  shellRc,
  bashLogout,
  shellTrap,
  motd,
  xdgAutostart,
  xSession,
  pamExec,
  pamModule,
  sshdCommand,
  sshRc,
  authorizedKeys,
  sudoers,
  udev,
  networkDispatcher,
  ifUp,
  dhclient,
  aptHook,
  dpkgHook,
  yumDnf,
  needrestart,
  maintainerScript,
  logrotate,
  dbusService,
  modulesLoad,
  modprobeInstall,
  initramfsHook,
  grub,
  cloudInit,
  supervisord,
  monit,
  kubeletStaticPod,
  gitHook,
  pythonPth,
  polkit,
  corePattern,
  kernelHelper,
  binfmtMisc,
  forwardProcmail,
  phpPrepend,
  accountShell,
  suidImplant,
  redisDump,
]
