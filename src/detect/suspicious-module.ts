// A kernel module of unknown origin: out of tree, and no file of it under /lib/modules; or one that bears a rootkit's name.
import { type Detector, say } from '../core/detector.ts'
import type { KernelModule } from '../core/facts/system.ts'
import { evidence } from '../core/finding.ts'

/** Vendors and projects that load their modules from places of their own. */
const ordinary =
  /^(?:nvidia|nv_|gdrdrv|zfs|spl$|z(?:nvpair|common|unicode|avl|lua|zstd)|icp$|vbox|vm(?:mon|net|ci|hgfs|block)|wireguard|openvswitch|v4l2loopback|evdi|wl$|r?tl?8\d|rtw|88x2|drbd|dahdi|lustre|lnet|ko2iblnd|mlx\d|ib_|rdma_|amdgpu|amdkcl|xpmem|knem|lttng_|falcon_|falco|scap|sysdig|talpa|savedefs|bmhook|tmhook|ds_(?:am|filter|notify)|dsa_|gsch|redirfs|sym(?:ap|ev)|cbproxy|eset_|kav|klflt|kess|sentinel|AliSec|aegis|hids_driver|secmodel|snapapi|veeamsnap|blksnap|bdsagent|elastio|acronis|file_protector|tracee|openafs|nexus|mssql|oracleacfs|oracleoks|oracleadvm|gpfs|mmfs|tracedev|vx(?:io|fs|dmp|spec|glm)|llt$|gab$|hv_|tdx|r8\d{3}|i915|ax\d{5}|k[mv]m)/i

/** Names under which public kernel rootkits and miners' modules were seen. */
const rootkits =
  /^(?:diamorphine|reptile(?:_module)?|adore(?:_?ng)?|suterusu|nuk3gh0st|kovid|brokepkg|puszek|drovorub|pamdicks|mcpuinfo|rootkit|kaudited|knark|enyelkm|caraxes|syslogk)$/i

export const suspiciousModule: Detector = {
  id: 'suspicious-module',
  summary: { zh: '来历不明的内核模块', en: 'a kernel module of unknown origin' },
  techniques: ['T1547.006', 'T1014'],
  references: ['https://docs.kernel.org/admin-guide/tainted-kernels.html', 'man:modules.dep(5)'],
  needs: ['modules', 'autostarts'],
  *detect({ modules, autostarts }) {
    // Without any file known there is no index to be missing from: a container, or an upgraded kernel whose files are gone.
    const indexed = modules.some(module => module.file !== undefined)
    for (const module of modules) {
      const known = rootkits.test(module.name)
      const strange = indexed && module.file === undefined && /[OE]/.test(module.taint) && !ordinary.test(module.name)
      if (!known && !strange) continue
      const unsigned = /E/.test(module.taint)
      yield say(this, {
        title: known
          ? { zh: `内核模块 ${module.name} 与已知 rootkit 同名`, en: `kernel module ${module.name} bears the name of a known rootkit` }
          : { zh: `内核模块 ${module.name} 不在 /lib/modules 中`, en: `kernel module ${module.name} has no file under /lib/modules` },
        about: [module.id],
        evidence: [evidence('proc', '/proc/modules', describe(module))],
        severity: known ? 'medium' : 'low',
        confidence: known ? 0.6 : unsigned ? 0.3 : 0.2,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '发行版与 DKMS 的模块都会登记在 /lib/modules 下。树外、未签名且找不到文件的模块,多半是手工 insmod 后删除了文件。',
          en: 'Modules of a distribution and of DKMS are indexed under /lib/modules. An unsigned one without a file was inserted by hand.',
        },
      })
    }
    for (const entry of autostarts) {
      const name = (entry.command.split(/\s/, 1)[0] ?? '').replaceAll('-', '_')
      if (entry.kind !== 'modules-load' || !rootkits.test(name)) continue
      yield say(this, {
        title: {
          zh: `${entry.path} 在启动时加载与已知 rootkit 同名的模块 ${name}`,
          en: `${entry.path} loads a module at boot that bears the name of a known rootkit: ${name}`,
        },
        about: [entry.id],
        evidence: [evidence('autostart', `${entry.path}:${entry.line}`, entry.text)],
        severity: 'medium',
        confidence: 0.6,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '没有正常软件使用这些模块名;rootkit 借此在每次启动时重新隐藏进程。',
          en: 'No ordinary software has modules of these names; a rootkit comes back so at every boot and hides again.',
        },
      })
    }
  },
}

function describe({ name, taint, file, seenBy }: KernelModule): string {
  return `${name} (${taint === '' ? 'untainted' : taint}) · ${file ?? 'no file under /lib/modules'} · in ${seenBy.join(', ')}`
}
