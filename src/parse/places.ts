// Places of the file tree where ordinary programs do not live: temporary, hidden, and plainly odd ones.
import { nameTrick } from './names.ts'

const temporary = /^\/(?:tmp|var\/tmp|dev\/shm|run\/shm|var\/run\/shm|dev\/mqueue|run\/lock|var\/lock|run\/user\/\d+)(?:\/|$)/

/** Views of another root: a process's (/proc/PID/root), a layer of a container's overlay, or the root of a system container. */
const otherRoot =
  /^\/proc\/(?:\d+|self)\/root(?=\/|$)|^\/(?:var\/lib\/(?:docker|containerd|containers|rancher|lxc|lxd|incus)|var\/snap\/(?:docker|lxd)\/common|(?:home\/[^/]+|root)\/\.local\/share)\/.*?\/(?:diff|merged|fs|rootfs)(?=\/)|^\/var\/lib\/machines\/[^/]+(?=\/)|^\/(?:data|docker|mnt|opt|srv)\/.*?\/overlay2\/[0-9a-z-]+\/(?:diff|merged)(?=\/)/

/**
 * Dot names under which developers' tools, desktops and package managers keep programs on ordinary machines. A name is familiar only
 * in its usual surroundings (see `isHiddenPath`). `.ssh` and `.gnupg` are familiar, but no program belongs there.
 */
const familiarNames = new Set(
  (
    '.aspnet .asdf .aws .azure .bin .bun .bundle .bzr .cabal .cache .cargo .claude .codeium .codex .composer .conda .config .cpan .cursor ' +
    '.cursor-server .deno .devcontainer .direnv .docker .dotnet .eggs .eclipse .emacs.d .fly .foundry .fzf .gem .ghcup .git .github .gitlab ' +
    '.go .goenv .gradle .gvm .helm .hermit .hg .husky .idea .ipython .ivy2 .java .jenv .jenkins .julia .juliaup .jupyter .kde .krew .kube ' +
    '.lando .linuxbrew .local .m2 .mamba .minikube .mix .modules .mozilla .mypy_cache .n .next .node .node-gyp .nodenv .nox .npm ' +
    '.npm-global .nuget .nuxt .nvm .nvim .oh-my-bash .oh-my-zsh .opam .opencode .output .parcel-cache .phpenv .pip .pipx .pkgx .platformio .playwright ' +
    '.pnpm .pnpm-store .poetry .pub-cache .pulumi .pyenv .pytest_cache .pytype .rbenv .rustup .rvm .sbt .sdkman .serverless .solana .stack .steam ' +
    '.gnupg .pki .ssh .subversion .well-known .svelte-kit .svn .swiftpm .terraform .terraform.d .tmux .tox .turbo .uv .vagrant.d .venv .vim .virtualenvs .volta .vscode ' +
    '.vscode-insiders .vscode-remote .vscode-server .vscode-server-insiders .windsurf-server .wine .yarn .yarnrc .zig .zinit .zplug .zsh'
  ).split(' '),
)

/** Dot names that systems themselves make, by the directory they stand in. */
const systemNames: readonly RegExp[] = [
  /^\/(?:tmp|var\/tmp)\/\.(?:X11|ICE|font|XIM|Test)-unix$/,
  /^\/tmp\/\.X\d+-lock$/,
  /^\/tmp\/\.(?:mount_|org\.chromium\.|dotnet|java_pid|NET-|snap)/,
  /\/(?:\.build-id|\.dwz|\.debug|\.uuid|\.keep|\.gitkeep|\.gitignore|\.placeholder|\.empty)$/,
  /^\/(?:\.dockerenv|\.autorelabel|\.autofsck|\.readahead|\.snapshots?|\.zfs|\.Trash-\d+|\.containerenv)$/,
  /^\/etc\/\.(?:pwd\.lock|updated|etckeeper|git|gitignore|java)$/,
  /^\/var\/\.updated$/,
  /^\/.+\/\.(?:[a-z_-]+(?:rc|_history|_profile|_logout|_login|ignore|attributes|config|modules)|profile|login|z(?:profile|login|logout|shenv|shrc)|lesshst|viminfo|netrc|env|my\.cnf|pgpass|selected_editor|sudo_as_admin_successful|Xauthority|ICEauthority|xsession(?:-errors)?|xprofile|hushlogin|rnd|htaccess|htpasswd|DS_Store|wget-hsts)$/,
  /\/\.wh\.[^/]*$/,
]

/** Places where only data belongs. Programs in plain /etc, /var/log or beside device nodes have no business there. */
const dataOnly =
  /^\/(?:dev|proc|sys|lost\+found|boot\/grub|usr\/include|usr\/share\/(?:man|doc|info|fonts|icons|zoneinfo|locale)|var\/(?:log|mail|crash|backups|spool\/(?:mail|news|cron|at))|etc\/(?:apparmor\.d|security|pam\.d|ssh|ssl|default|modprobe\.d|modules-load\.d|sysctl\.d|ld\.so\.conf\.d|sudoers\.d|selinux|fonts|cron\.d|udev))\//

/** Descriptors of the process itself, as shells name them for <(…): no place at all. */
const descriptor = /^\/(?:dev\/(?:fd\/\d+|stdin|stdout|stderr|tty)|proc\/(?:\d+|self|thread-self)\/fd\/\d+)$/

/** Files straight in /etc that are programs by custom. */
const etcPrograms = /^\/etc\/(?:rc\.local|rc|rmt|rc\.sysinit|bash\.bash_logout)$/

/** The path as seen inside its own root: what stands before the root of a container or process is cut off. */
export function pathInside(path: string): string {
  const inside = path.replace(otherRoot, '')
  return inside === '' ? '/' : inside
}

/** In a directory anyone may write to and that is emptied now and then (/tmp, /var/tmp, /dev/shm, …), or such a directory itself. */
export function isTempPlace(path: string): boolean {
  return temporary.test(pathInside(path))
}

/** A part of the path hides from `ls` (a leading dot, only blanks, trick characters) and is none of the familiar dot names. */
export function isHiddenPath(path: string): boolean {
  let here = ''
  for (const part of pathInside(path).split('/')) {
    if (part === '' || part === '.' || part === '..') continue
    const parent = here
    here += `/${part}`
    if (nameTrick(part) !== undefined) return true
    if (part.startsWith('.') && !isFamiliar(part, parent, here)) return true
  }
  return false
}

/** The dot name is one that tools make there: `.cache` in a home or project, `.X11-unix` in /tmp. */
function isFamiliar(name: string, parent: string, here: string): boolean {
  if (systemNames.some(pattern => pattern.test(here))) return true
  return (
    familiarNames.has(name) &&
    !/^\/(?:etc|bin|sbin|lib(?:32|64)?|boot|dev|run|usr(?:\/(?:s?bin|share|lib(?:32|64|exec)?))?|var\/(?:log|spool|tmp)|tmp)?$/.test(parent)
  )
}

/** No packaged or hand-installed program ordinarily lies there: temporary, hidden, meant for data, or in a bracketed directory. */
export function isOddPlaceForProgram(path: string): boolean {
  const inside = pathInside(path)
  if (descriptor.test(inside)) return false
  if (isTempPlace(inside) || isHiddenPath(inside) || dataOnly.test(inside) || /\/\.(?:ssh|gnupg)\//.test(inside)) return true
  if (/^\/etc\/[^/]+$/.test(inside)) return !etcPrograms.test(inside)
  return /\/\[[^/]*\]\//.test(inside) && !/\/(?:node_modules|app|pages|routes|src|\.next|server)\//.test(inside)
}
