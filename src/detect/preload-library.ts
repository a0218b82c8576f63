// A library that /etc/ld.so.preload puts into every program: the usual home of user-mode rootkits.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import { evidence, type Severity } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'

/** Allocators, auditing and monitoring agents that are preloaded on purpose. */
const ordinary =
  /\/(?:libjemalloc|libtcmalloc|libmimalloc|libhardened_malloc|libsnoopy|snoopy|liboneagentproc|libappd|libagent_appdynamics|libnewrelic|libfakeroot|libfaketime|nosync|libeatmydata|libtsocks|libproxychains|libcwrap|libnss_wrapper|libgtk3-nocsd|librtpreload|libonload|libvma|libxlio|libSegFault|libasan|libarmmem|libcofi_rpi|libdatadog|launcher\.preload|libsmartcols_preload)[^/]*$/
/** Libraries of published user-mode rootkits, and of miners' droppers that use them. */
const hiders =
  /\/(?:libprocesshider|libproc(?:hider)?|libprochider|libhide\w*|libxmrhide|libpamcd|libgcwrap|libfsnldev|libsysfd|libselinux_azazel|azazel|libazazel|jynx\d?|libjynx\d?|libbeurk|beurk|vlany|libvlany|bedevil|libbdvl|libumbreon|umbreon|libncom|libcub3|cub3|hiddenwasp|libioset|libcurl-gnutls-hide|processhider)[^/]*\.so[\d.]*$/i
const hiding = /^(?:readdir|readdir64|getdents|getdents64|scandir|scandir64|readdir_r|readdir64_r)$/
const watching =
  /^(?:open|open64|openat|fopen|fopen64|stat|stat64|lstat|lstat64|__xstat|__xstat64|__lxstat|__lxstat64|access|execve|unlink|kill|accept|accept4|pcap_loop|pam_authenticate|dlsym)$/

export const preloadLibrary: Detector = {
  id: 'preload-library',
  summary: { zh: '/etc/ld.so.preload 预加载了可疑的库', en: '/etc/ld.so.preload loads a suspicious library' },
  techniques: ['T1574.006', 'T1014'],
  references: ['man:ld.so(8)', 'https://attack.mitre.org/techniques/T1574/006/'],
  needs: ['kernel', 'files'],
  *detect({ kernel, files }) {
    const byPath = new Map(files.map(file => [file.path, file]))
    for (const { path, line } of kernel.flatMap(row => row.preload)) {
      const link = byPath.get(path)
      const file = link?.target === undefined ? link : (byPath.get(link.target) ?? link)
      const judged = judge(path, file)
      if (judged === undefined) continue
      const hooks = file?.elf?.exports ?? []
      yield say(this, {
        title: { zh: `每个程序都预加载 ${path}(${judged.what.zh})`, en: `every program is made to load ${path} (${judged.what.en})` },
        about: [entity('file', path), entity('file', '/etc/ld.so.preload')],
        evidence: [
          evidence('file', `/etc/ld.so.preload:${line}`, path),
          ...(file === undefined
            ? []
            : [evidence('file', path, `exports: ${hooks.join(' ')} · ${file.packaged ?? 'no package known'}`, file.sha256)]),
        ],
        severity: judged.severity,
        confidence: judged.confidence,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '被预加载的库可以改写 readdir、open 等函数的结果,让 ps、ls、top 看不到进程和文件。',
          en: 'A preloaded library can rewrite what readdir, open and others return, so that ps, ls and top do not see processes and files.',
        },
      })
    }
  },
}

function judge(path: string, file: FileFact | undefined): { what: Text; severity: Severity; confidence: number } | undefined {
  if (file === undefined && ordinary.test(path)) return undefined
  if (file === undefined && hiders.test(path))
    return { what: { zh: '与已知的进程隐藏库同名', en: 'bears the name of a known process hider' }, severity: 'high', confidence: 0.7 }
  if (file === undefined) {
    // $LIB and $PLATFORM stand for directories that only the loader knows: such a file was not looked for.
    const sought = !path.includes('$')
    const what = { zh: '文件不存在或看不到', en: 'not there, or not seen' }
    return { what, severity: sought ? 'medium' : 'low', confidence: sought ? 0.4 : 0.3 }
  }
  if (file.packaged === 'intact' || file.packaged === 'unverifiable') return undefined
  const hooks = file.elf?.exports ?? []
  const odd = isOddPlaceForProgram(path)
  if (hooks.some(name => hiding.test(name))) {
    const known = ordinary.test(path) && !odd
    return {
      what: { zh: '接管目录列表函数', en: 'takes over directory listing' },
      severity: known ? 'low' : 'high',
      confidence: known ? 0.2 : 0.9,
    }
  }
  if (odd) return { what: { zh: '位于异常位置', en: 'lies in an odd place' }, severity: 'high', confidence: 0.85 }
  if (ordinary.test(path)) return undefined
  if (hooks.filter(name => watching.test(name)).length >= 2)
    return { what: { zh: '接管文件与进程函数', en: 'takes over functions of files and processes' }, severity: 'high', confidence: 0.75 }
  return { what: { zh: '不属于任何软件包', en: 'owned by no package' }, severity: 'medium', confidence: 0.45 }
}
