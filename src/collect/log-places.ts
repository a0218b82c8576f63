// Where logs lie, and what may be expected of each.

export interface LogPlace {
  readonly path: string
  /** text: lines with times. utmp: login records. sparse: an array by uid. history: what a shell wrote down. */
  readonly form: 'text' | 'utmp' | 'sparse' | 'history'
  /** Written by the syslog daemon at all hours: a silence of days between two files is worth a word. */
  readonly steady?: boolean
}

export const logPlaces: readonly LogPlace[] = [
  { path: '/var/log/auth.log', form: 'text', steady: true },
  { path: '/var/log/secure', form: 'text', steady: true },
  { path: '/var/log/syslog', form: 'text', steady: true },
  { path: '/var/log/messages', form: 'text', steady: true },
  { path: '/var/log/cron', form: 'text', steady: true },
  { path: '/var/log/cron.log', form: 'text', steady: true },
  { path: '/var/log/kern.log', form: 'text' },
  { path: '/var/log/maillog', form: 'text' },
  { path: '/var/log/audit/audit.log', form: 'text' },
  { path: '/var/log/dpkg.log', form: 'text' },
  { path: '/var/log/yum.log', form: 'text' },
  { path: '/var/log/dnf.log', form: 'text' },
  { path: '/var/log/wtmp', form: 'utmp' },
  { path: '/var/log/btmp', form: 'utmp' },
  { path: '/var/log/lastlog', form: 'sparse' },
]

/** Directories of services whose logs tell how somebody got in; only plain log names in them are looked at. */
export const logDirectories = ['nginx', 'apache2', 'httpd', 'redis', 'mysql', 'mariadb', 'postgresql', 'tomcat9', 'tomcat10'].map(
  name => `/var/log/${name}`,
)
export const plainLogName = /(?:\.log|\.err|_log|\.out)$/

export const journalDirectories = ['/var/log/journal', '/run/log/journal']

export const historyNames = ['.bash_history', '.zsh_history', '.ash_history']
