// Where shells and login sessions find the files they read at their start.

/** Read by every login or interactive shell of everyone. */
export const systemShellFiles = [
  '/etc/profile',
  '/etc/bash.bashrc',
  '/etc/bashrc',
  '/etc/bash.bash_profile',
  '/etc/zshenv',
  '/etc/zprofile',
  '/etc/zshrc',
  '/etc/zlogin',
  '/etc/zsh/zshenv',
  '/etc/zsh/zprofile',
  '/etc/zsh/zshrc',
  '/etc/zsh/zlogin',
  '/etc/ksh.kshrc',
  '/etc/mkshrc',
  '/etc/csh.cshrc',
  '/etc/csh.login',
  '/etc/profile.local',
  '/etc/bash.bashrc.local',
]

/** fish has a grammar of its own. */
export const systemFishFiles = ['/etc/fish/config.fish', '/etc/fish/conf.d/*.fish']

/** Read by the shells of one account. */
export const homeShellFiles = [
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.bash_aliases',
  '.profile',
  '.kshrc',
  '.mkshrc',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.zlogin',
  '.cshrc',
  '.tcshrc',
  '.login',
  '.xprofile',
  '.xsessionrc',
]

export const homeFishFiles = ['.config/fish/config.fish', '.config/fish/conf.d/*.fish']

/** Read when a login shell ends. */
export const logoutFiles = ['/etc/bash.bash_logout', '/etc/zlogout', '/etc/zsh/zlogout', '/etc/csh.logout']
export const homeLogoutFiles = ['.bash_logout', '.zlogout', '.logout']

/** Name and value, no commands: read by pam_env and by the session managers of systemd. */
export const environmentFiles = [
  '/etc/environment',
  '/etc/environment.d/*.conf',
  '/usr/lib/environment.d/*.conf',
  '/etc/security/pam_env.conf',
  '/etc/default/locale',
]
export const homeEnvironmentFiles = ['.pam_environment', '.config/environment.d/*.conf']

/** Units and drop-ins of systemd's system manager and its own configuration. */
export const unitFiles = [
  '/etc/systemd/system/*',
  '/etc/systemd/system/*.d/*.conf',
  '/run/systemd/system/*',
  '/run/systemd/system/*.d/*.conf',
  '/usr/local/lib/systemd/system/*',
  '/usr/lib/systemd/system/*',
  '/usr/lib/systemd/system/*.d/*.conf',
  '/lib/systemd/system/*',
  '/lib/systemd/system/*.d/*.conf',
  '/etc/systemd/system.conf',
  '/etc/systemd/user.conf',
  '/etc/systemd/system.conf.d/*.conf',
  '/etc/systemd/user.conf.d/*.conf',
  '/etc/systemd/user/*',
]
export const homeUnitFiles = ['.config/systemd/user/*', '.config/systemd/user/*.d/*.conf']
