// Files that many hands write, logs and data: never taken away whole, only their bad entries.
import { fileAt, type Guard, removedPath } from './guard.ts'

const ofTheSystem =
  /^\/etc\/(?:passwd|shadow|group|gshadow|subuid|subgid|sudoers|hosts|hostname|hosts\.(?:allow|deny)|resolv\.conf|crontab|anacrontab|fstab|crypttab|inittab|environment|shells|profile|bash\.bashrc|bashrc|zshrc|machine-id|modules|sysctl\.conf|ld\.so\.(?:conf|cache)|ssh\/(?:sshd?_config|ssh_host_.*)|network\/interfaces|default\/grub|selinux\/config)-?$/
const jobs = /^\/var\/spool\/cron\/(?:(?:crontabs|tabs)\/)?[\w.-]+$/
const ofAPerson =
  /\/\.ssh\/(?:authorized_keys2?|config|known_hosts|id_\w+)$|\/\.(?:bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zprofile|zshenv|\w+_history)$/
const log = /^\/var\/(?:log|run\/utmp|account)(?:\/|$)|^\/run\/(?:utmp|log\/)/
const boot = /^\/boot\/|^\/(?:usr\/)?lib\/modules\/[^/]+\/kernel\//
const data =
  /\.(?:rdb|aof|ibd|frm|my[di]|wt|sst|ldb|mdf|ndf|dbf)$|\/(?:ibdata\d*|ib_logfile\d+|PG_VERSION|pg_control)$|\/base\/\d+\/\d+|\/pg_wal\//i

/** Settings of services that a site writes itself: no package vouches for them, and the service does not start without them. */
const ofServices =
  /^\/(?:etc|usr\/local\/etc|opt\/[\w.-]+\/(?:conf|etc))\/(?:.*\/)?(?:nginx|httpd|apache2|my|mariadb|redis|redis-server|sentinel|postgresql|pg_hba|mongod|named|haproxy|php|php-fpm|www|daemon|kubelet|containerd)\.(?:conf|cnf|ini|toml|ya?ml|json)$|\/(?:postgresql(?:\.auto)?|pg_hba|pg_ident)\.conf$|^\/etc\/kubernetes\/(?:manifests\/kube-[\w-]+\.yaml|[\w-]+\.conf)$|^\/etc\/(?:nginx|apache2|httpd|haproxy)\/(?:conf\.d|sites-(?:available|enabled))\//

export const sharedFile: Guard = {
  id: 'shared-file',
  summary: { zh: '不整体移走共享的配置、日志与数据文件', en: 'shared configuration, logs and data are not taken away whole' },
  refuse(step, facts) {
    const path = removedPath(step)
    // A log or history that leads to nowhere holds nothing: only the link goes, and it is written again.
    if (path === undefined || step.detail['link'] === '/dev/null') return undefined
    const inside = path.replace(/^\/proc\/\d+\/root(?=\/)/, '')
    const magic = fileAt(path, facts)?.magic
    const program = magic === 'elf' || magic === 'script'
    const kept =
      ofTheSystem.test(inside) ||
      jobs.test(inside) ||
      ofAPerson.test(inside) ||
      boot.test(inside) ||
      (!program && (log.test(inside) || data.test(inside) || ofServices.test(inside)))
    if (!kept) return undefined
    return {
      zh: `${path} 是多方共用的配置、日志或数据,只能清除其中的恶意条目,不能整体移走。`,
      en: `${path} is configuration, log or data that others need: only bad entries may go, never the file.`,
    }
  },
}
