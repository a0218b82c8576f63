// A mount that covers a system command, or a place where scheduled jobs and keys lie: what was there is out of sight.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { Mount } from '../core/facts/system.ts'
import { evidence } from '../core/finding.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'

/** Commands by which people look for what is wrong. */
const watching =
  /^\/(?:usr\/)?(?:local\/)?s?bin\/(?:ps|top|htop|pstree|pgrep|pidof|kill|pkill|netstat|ss|lsof|fuser|ls|find|stat|ldd|ldconfig|strace|crontab|chattr|lsattr|last|lastlog|w|who|systemctl|journalctl|iptables|nft|ip|mount|umount|sudo|su|sshd|passwd)$/
const loader =
  /^\/etc\/ld\.so\.preload$|^\/(?:usr\/)?lib(?:64)?\/(?:[\w-]+\/)?(?:libc\.so\.6|ld-linux[-\w]*\.so\.\d|libpam\.so\.0|security\/pam_unix\.so)$/
const jobs =
  /^\/(?:etc\/(?:cron\.(?:d|hourly|daily|weekly|monthly)|crontab|systemd\/system|init\.d|rc\.local|shadow|sudoers(?:\.d)?)|var\/spool\/cron(?:\/crontabs)?|root\/\.ssh|home\/[^/]+\/\.ssh)(?:\/|$)/

export const oddMount: Detector = {
  id: 'odd-mount',
  summary: { zh: '挂载遮盖了系统命令或计划任务目录', en: 'a mount covers a system command or a place of scheduled jobs' },
  techniques: ['T1564', 'T1036.005', 'T1574'],
  references: ['man:mount(8)', 'man:proc_pid_mountinfo(5)'],
  needs: ['mounts'],
  *detect({ mounts }) {
    // Inside of a container image tools and settings are mounted in by design.
    if (mounts.some(({ target, type }) => target === '/' && type === 'overlay')) return
    for (const mount of mounts) {
      const odd = mount.root !== '/' && isOddPlaceForProgram(mount.root)
      const covers = watching.test(mount.target) || loader.test(mount.target)
      if (!covers && !(jobs.test(mount.target) && (odd || mount.type === 'tmpfs'))) continue
      yield say(this, {
        title: covers
          ? { zh: `系统文件 ${mount.target} 被挂载遮盖`, en: `the system file ${mount.target} is covered by a mount` }
          : {
              zh: `${mount.target} 被临时或隐藏位置的挂载遮盖`,
              en: `${mount.target} is covered by a mount of a temporary or hidden place`,
            },
        about: [entity('file', mount.target)],
        evidence: [evidence('proc', '/proc/1/mountinfo', describe(mount))],
        severity: covers ? 'high' : odd ? 'medium' : 'low',
        confidence: covers ? (odd ? 0.9 : 0.7) : odd ? 0.6 : 0.3,
        class: covers ? 'tampering' : 'concealment',
        signal: 'intrusion',
        why: {
          zh: '绑定挂载可以在不改动原文件的情况下替换命令或藏起目录内容,校验包文件也可能看不出来。',
          en: 'A bind mount replaces a command or hides a directory without changing the file below it, so package checksums may miss it.',
        },
      })
    }
  },
}

function describe({ source, root, target, type, options }: Mount): string {
  return `${source} ${root} on ${target} type ${type} (${options})`
}
