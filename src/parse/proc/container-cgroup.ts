// Which container a process is in, by the path of its cgroup.

const patterns: readonly RegExp[] = [
  /(?:^|\/)(?:docker|libpod|crio|containerd|kubepods|podruntime|ecs|lxc|actions_job|garden)(?:\/[^/]+)*?\/([0-9a-f]{64})(?:\/|$)/,
  /(?:^|[/:-])(?:docker|cri-containerd|libpod|libpod-payload|crio|containerd|nerdctl)[-:]([0-9a-f]{64})(?:\.scope)?(?:\/|$)/,
  /(?:^|\/)lxc\.payload\.([^/]+)(?:\/|$)/,
  /(?:^|\/)lxc\/([^/]+)(?:\/|$)/,
  /(?:^|\/)machine\.slice\/machine-([^/]+)\.scope(?:\/|$)/,
  /(?:^|\/)machine\.slice\/systemd-nspawn@([^/]+)\.service(?:\/|$)/,
]

/** Longest path that the kernel can give (PATH_MAX). */
const longest = 4096

/**
 * The container's id: 64 hex digits, or the name of an LXC or nspawn machine; undefined outside of containers. Of nested containers the
 * outermost, which is the one that the host knows. The helpers of a runtime (libpod-conmon-…, crio-conmon-…) stand outside of it.
 */
export function containerOfCgroup(path: string): string | undefined {
  let first: { at: number; name: string } | undefined
  for (const pattern of patterns) {
    const match = pattern.exec(path.slice(0, longest))
    if (match?.[1] !== undefined && (first === undefined || match.index < first.at)) first = { at: match.index, name: match[1] }
  }
  return first === undefined ? undefined : unescapeUnit(first.name)
}

/** systemd writes "-" in a name as "\x2d", systemd.unit(5). */
function unescapeUnit(name: string): string {
  return name.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
