// Where a running program lies, and what that says of it.
import type { Process } from '../core/facts/process.ts'
import { isHiddenPath, isOddPlaceForProgram, isTempPlace, pathInside } from '../parse/places.ts'
import { baseName } from './process-words.ts'

/** Homes of packaged programs; what the owner of the machine put into /usr/local counts as his own choice. */
const packagedPlace =
  /^\/(?:usr|opt|lib|lib32|lib64|bin|sbin|snap|nix|gnu|var\/lib\/(?:snapd|flatpak)|run\/current-system|app\/(?:bin|lib))\//

/**
 * Programs that tools unpack and run for a moment: AppImage mounts, Go, Rust, Nix, pip, Bazel and package builds, test runs, browsers of
 * test drivers. Anyone may choose such a name, so that they weigh less but are not passed over.
 */
const buildPlace =
  /^\/(?:tmp|var\/tmp)\/(?:(?:systemd-private-[^/]+|snap-private-tmp\/[^/]+)\/tmp\/)?(?:\.mount_[^/]+|go-build\d+|go-link-\d+|cargo-install[^/]*|rustc?[A-Za-z0-9]+|rustdoctest[^/]*|nix-build-[^/]+|nix-shell[^/]*|pip-[a-z-]+[^/]*|pytest-of-[^/]+|_MEI[^/]+|bazel[^/]*|_bazel[^/]*|cc[A-Za-z0-9]{6}|npx?-[^/]+|yarn--[^/]+|bunx-[^/]+|portage|rpm-tmp\.[^/]+|dracut\.[^/]+|mkinitramfs[^/]*|ansible[^/]*|puppeteer[^/]*|playwright[^/]*|chromium[^/]*|\.org\.chromium\.[^/]+|dotnet[^/]*|\.dotnet|hsperfdata_[^/]+|gradle[^/]*|makeself[^/]*|selfgz[^/]*)(?:\/|$)/

/** Where people and applications keep dot directories of their own making. */
const ownPlace =
  /^\/(?:home|root|opt|srv|data|app|apps|work|workspace|workspaces|mnt|media|var\/(?:lib|www|opt|jenkins[^/]*)|usr\/local|usr\/src)\//

const interpreters =
  /^(?:python[\d.]*|pypy[\d.]*|perl[\d.]*|ruby[\d.]*|node|nodejs|node-MainThread|bun|deno|php[\d.]*|lua[\d.]*|luajit|tclsh[\d.]*|java|osascript)$/
const shells = /^(?:sh|bash|dash|ash|zsh|ksh|ksh93|mksh|tcsh|csh|fish|rbash|busybox|toybox)$/

export type Oddness = 'memory' | 'concealed' | 'temporary' | 'hidden' | 'build' | 'data'

/** What is odd about a program lying at this path; undefined for an ordinary place. */
export function oddnessOf(path: string): Oddness | undefined {
  const inside = pathInside(path)
  if (buildPlace.test(inside) || /\/\.ansible\/tmp\//.test(inside)) return 'build'
  if (/^\/(?:dev|run)\/shm\/|^\/dev\/mqueue\//.test(inside)) return 'memory'
  if (/^\/(?:var\/)?tmp\/\.[A-Za-z\d]+-unix\//.test(inside)) return 'concealed'
  if (isTempPlace(inside)) return isHiddenPath(inside) ? 'concealed' : 'temporary'
  if (isHiddenPath(inside)) return ownPlace.test(inside) ? 'hidden' : 'concealed'
  return isOddPlaceForProgram(inside) ? 'data' : undefined
}

/** Where packages put their programs. */
export function isPackagedPlace(path: string): boolean {
  return packagedPlace.test(pathInside(path)) && !isOddPlaceForProgram(path)
}

/** In memory only, deleted, or in a place where ordinary programs do not lie; build places left out. */
export function isSuspectProgram({ exe }: Process): boolean {
  if (exe === undefined) return false
  if (exe.memfd) return !isRuntimeMemfd(exe.path)
  const oddness = oddnessOf(exe.path)
  return oddness !== undefined && oddness !== 'build' && oddness !== 'hidden'
}

/** Container runtimes copy themselves into a memfd to protect the host's binary (CVE-2019-5736). */
export function isRuntimeMemfd(path: string): boolean {
  return /^\/memfd:(?:runc_cloned:\/proc\/self\/exe|crun|lxc-attach|lxc_attach|\.?youki)$/.test(path)
}

export function isInterpreter(path: string): boolean {
  return interpreters.test(baseName(path))
}

export function isShell(path: string): boolean {
  return shells.test(baseName(path))
}

/**
 * The script an interpreter or shell runs: its first argument that is no option; undefined for code given with -c, -e, from a pipe or a
 * terminal. An argument such as /dev/fd/3 means the file that is open there.
 */
export function scriptOf({ exe, argv, open }: Process): string | undefined {
  if (exe === undefined || !(isInterpreter(exe.path) || isShell(exe.path))) return undefined
  for (const word of argv.slice(1)) {
    if (/^-(?:c|e|E|r|m|lc|ec|xc|-eval|-)$/.test(word) || word === '-jar') return undefined
    if (word.startsWith('-')) continue
    const fd = /^\/(?:dev|proc\/self)\/(?:fd\/(\d+)|stdin)$/.exec(word)
    if (fd === null) return word
    const target = open.find(file => file.fd === Number(fd[1] ?? 0))?.target
    return target?.startsWith('/') && !target.startsWith('/dev/') ? target : undefined
  }
  return undefined
}
