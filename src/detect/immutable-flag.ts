// Inode flags +i and +a on files that malware protects from removal: jobs, keys, units, preload list, things in /tmp.
import { type Detector, say } from '../core/detector.ts'
import type { FileFact } from '../core/facts/file.ts'
import { evidence, type Severity } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { isTempPlace, pathInside } from '../parse/places.ts'

/** Where packages and owners need to write, and where only somebody who fears removal sets a flag. */
const places: readonly { readonly pattern: RegExp; readonly what: Text; readonly confidence: number }[] = [
  { pattern: /^\/etc\/ld\.so\.preload$/, what: { zh: '预加载列表', en: 'the preload list' }, confidence: 0.6 },
  { pattern: /\/\.ssh(?:\/authorized_keys2?|\/rc)?$/, what: { zh: 'SSH 公钥', en: 'SSH keys' }, confidence: 0.45 },
  {
    pattern: /^\/(?:etc\/(?:cron|anacrontab)|var\/spool\/cron|var\/spool\/at)/,
    what: { zh: '定时任务', en: 'scheduled jobs' },
    confidence: 0.45,
  },
  {
    pattern: /^\/(?:etc|usr\/lib|lib|run)\/systemd\/|^\/etc\/(?:init\.d|rc[\d.S]|rc\.local|inittab)/,
    what: { zh: '系统服务', en: 'services' },
    confidence: 0.5,
  },
  {
    pattern: /^\/etc\/profile|\/\.(?:bashrc|profile|bash_profile|zshrc)$/,
    what: { zh: 'shell 启动文件', en: 'shell start files' },
    confidence: 0.4,
  },
]
/** Owners do lock these: DHCP clients rewrite resolv.conf, and hardening guides protect account and login files. */
const ownersLock =
  /^\/etc\/(?:resolv\.conf|hosts|passwd|shadow|group|gshadow|sudoers|fstab|ssh\/.*|ssh)$|^\/(?:usr\/)?s?bin$|^\/var\/log(?:\/|$)/

export const immutableFlag: Detector = {
  id: 'immutable-flag',
  summary: { zh: '持久化位置的文件被 chattr +i/+a 锁定', en: 'chattr +i or +a locks a file of persistence' },
  techniques: ['T1222.002'],
  references: ['man:chattr(1)', 'man:ioctl_iflags(2)'],
  needs: ['files'],
  *detect({ files }) {
    for (const file of files) {
      if (file.stat.immutable !== true && file.stat.appendOnly !== true) continue
      const judged = judge(file)
      if (judged === undefined) continue
      const flags = `${file.stat.immutable === true ? 'i' : ''}${file.stat.appendOnly === true ? 'a' : ''}`
      yield say(this, {
        title: {
          zh: `${judged.what.zh} ${file.path} 被锁定(chattr +${flags})`,
          en: `${judged.what.en}: ${file.path} is locked (chattr +${flags})`,
        },
        about: [file.id],
        evidence: [evidence('file', file.path, `lsattr: ${flags} · ${file.stat.type} · uid ${file.stat.uid}`)],
        severity: judged.severity,
        confidence: flags === 'ia' ? Math.min(0.65, judged.confidence + 0.15) : judged.confidence,
        class: 'tampering',
        signal: 'intrusion',
        why: {
          zh: '恶意脚本给自己的文件加上不可修改或只可追加标志,使删除和编辑(即使是 root)都失败。',
          en: 'Malware sets the immutable or append-only flag on its files so that removing or editing them fails even for root.',
        },
        whyNot: {
          zh: '有些管理员也会为加固而锁定文件;请核对是谁、何时设置的。',
          en: 'Some owners lock files as hardening: ask who set the flag, and when.',
        },
        joinsMining: judged.severity !== 'low',
      })
    }
  },
}

function judge({ path, packaged, roles }: FileFact): { what: Text; severity: Severity; confidence: number } | undefined {
  const inside = pathInside(path)
  if (ownersLock.test(inside)) return undefined
  if (isTempPlace(inside))
    return { what: { zh: '临时目录中的文件', en: 'a file in a temporary place' }, severity: 'medium', confidence: 0.55 }
  const place = places.find(({ pattern }) => pattern.test(inside))
  if (place !== undefined) return { ...place, severity: 'medium' }
  if (packaged === 'unowned' && (roles.includes('running') || roles.includes('autostart')))
    return { what: { zh: '不属于任何软件包的程序', en: 'a program of no package' }, severity: 'medium', confidence: 0.5 }
  return { what: { zh: '文件', en: 'a file' }, severity: 'low', confidence: 0.15 }
}
