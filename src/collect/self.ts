// davylamp's own process: code in it that is not its own sees, and can change, all that it is told.
import type { Collector } from '../core/collector.ts'
import { gap, isGap } from '../core/gap.ts'
import { splitEnvironment } from '../parse/proc/arguments.ts'
import { parseMaps } from '../parse/proc/maps.ts'

const systemFolder = /^(?:\/usr)?\/lib(?:32|64|x32)?\/(?:[a-z0-9_]+-(?:linux|alpine)-[a-z0-9]+\/)?(?:gconv\/)?[^/]+$/
const nixFolder = /^\/(?:nix|gnu)\/store\/[^/]+\/lib\/[^/]+$/

/** The C and C++ run times, name services and what distributions link into their own node. */
const systemLibrary =
  /^(?:ld-linux[-\w]*|ld-musl-\w+|ld64|ld-[\d.]+|lib(?:c|c\+\+|c\+\+abi|stdc\+\+|gcc_s|atomic|m|mvec|dl|pthread|rt|resolv|crypt|nss_(?:files|dns|compat|db|systemd|resolve|myhostname|mymachines|sss|ldap|winbind|nis|nisplus|mdns\w*)|node|uv|cares|crypto|ssl|z|zstd|brotli\w+|nghttp[23]|ngtcp2\w*|icu\w+|ada|simdjson|simdutf|sqlite3|ffi|llhttp|hdr_histogram|selinux|pcre2-8|cap|gconv)(?:-[\d.]+)?)\.so(?:\.[\w.]+)?$/

export const self: Collector = {
  id: 'self',
  summary: { zh: '自身进程的完整性', en: 'integrity of our own process' },
  techniques: ['T1574.006', 'T1055'],
  references: ['man:proc_pid_maps(5)', 'man:ld.so(8)'],
  gives: ['self'],
  needs: [],
  *collect(host) {
    const maps = host.files.read('/proc/self/maps', 8 << 20)
    if (isGap(maps)) {
      if (maps.why !== 'absent') yield maps
      return
    }
    if (!maps.whole) yield gap('/proc/self/maps', 'capped', 'only the first 8 MiB were read')
    const exe = host.files.readlink('/proc/self/exe')
    const environ = host.files.read('/proc/self/environ')
    if (isGap(environ) && environ.why !== 'absent') yield environ
    const probe = host.volatile?.probePids(1)
    yield [
      'self',
      {
        foreign: parseMaps(maps.bytes).executableFiles.filter(path => !isOurs(path, isGap(exe) ? '' : exe)),
        environment: isGap(environ) ? [] : splitEnvironment(environ.bytes).filter(variable => variable.startsWith('LD_')),
        rawCalls: probe !== undefined && !(isGap(probe) && probe.why === 'unsupported'),
      },
    ]
  },
}

/** The program itself, the packages it was installed with, and system libraries in system folders. */
function isOurs(path: string, exe: string): boolean {
  const installed = exe.lastIndexOf('/node_modules/')
  if (path === exe || (installed >= 0 && path.startsWith(exe.slice(0, installed + '/node_modules/'.length)))) return true
  if (/ \(deleted\)$/.test(path) && path.slice(0, -' (deleted)'.length) === exe) return true
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/ \(deleted\)$/, '')
  return systemLibrary.test(name) && (systemFolder.test(path) || nixFolder.test(path))
}
