// A system command that its package still owns and that nobody may execute any more.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'

/** Owners take these away too, against droppers that fetch. */
const downloaders = /\/(?:curl|wget|nc|ncat|telnet|ftp|tftp)$/

export const disabledCommand: Detector = {
  id: 'disabled-command',
  summary: { zh: '系统命令被去掉执行权限', en: 'a system command that was made unusable' },
  techniques: ['T1685', 'T1222.002'],
  references: ['man:chmod(1)', 'https://attack.mitre.org/techniques/T1222/002/'],
  needs: ['verifications'],
  *detect({ verifications }) {
    const disabled = verifications.filter(
      ({ path, mode }) => mode !== undefined && (mode & 0o111) === 0 && /^\/(?:usr\/)?s?bin\/[^/]+$/.test(path),
    )
    for (const { path, file, package: owner, mode = 0 } of disabled) {
      const download = downloaders.test(path)
      const bits = (mode & 0o7777).toString(8).padStart(4, '0')
      yield say(this, {
        title: { zh: `系统命令 ${path} 不再可执行`, en: `${path} can no longer be executed` },
        about: [file],
        evidence: [evidence('file', path, `mode ${bits} · package ${owner}`)],
        severity: download ? 'low' : 'medium',
        confidence: download ? 0.25 : 0.5,
        class: 'tampering',
        signal: 'intrusion',
        why: {
          zh: '挖矿木马去掉 kill、chattr、crontab 等命令的执行权限,使机主无法结束进程或清理文件;软件包从不这样安装命令。',
          en: 'Miners take the execute bit from kill, chattr, crontab and the like, so that the owner cannot end or clean anything; no package installs a command so.',
        },
        ...(download && {
          whyNot: { zh: '部分管理员为防止木马下载也会这样做。', en: 'Some owners do it to keep droppers from fetching.' },
          joinsMining: true,
        }),
      })
    }
  },
}
