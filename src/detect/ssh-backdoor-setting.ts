// Settings of the SSH server that serve a back door: keys or key programs in odd places, root without a password.
import { type Detector, type Saying, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { SshdSetting } from '../core/facts/account.ts'
import { evidence } from '../core/finding.ts'
import { isHiddenPath, isTempPlace } from '../parse/places.ts'

type Judgement = Pick<Saying, 'title' | 'why' | 'whyNot' | 'severity' | 'confidence' | 'joinsMining'>

const programs = new Set(['authorizedkeyscommand', 'authorizedprincipalscommand', 'forcecommand'])
/** Places for programs, devices, logs and web pages: nobody keeps authorized keys there. */
const noPlaceForKeys = /^\/(?:dev|proc|sys|bin|sbin|lib|lib64|usr\/(?:bin|sbin|lib|lib64|include)|var\/(?:log|www|spool|cache))\//

export const sshBackdoorSetting: Detector = {
  id: 'ssh-backdoor-setting',
  summary: { zh: '可能充当后门的 SSH 服务端配置', en: 'SSH server settings that serve a back door' },
  techniques: ['T1098.004', 'T1556'],
  references: ['man:sshd_config(5)'],
  needs: ['sshdSettings'],
  *detect({ sshdSettings }) {
    const rootMayEnter = sshdSettings.some(({ key, value }) => key === 'permitrootlogin' && value.toLowerCase() === 'yes')
    for (const setting of sshdSettings) {
      const judgement = judge(setting, rootMayEnter)
      if (judgement === undefined) continue
      const { path, line, key, value, match } = setting
      const at = evidence('file', `${path}:${line}`, `${match === '' ? '' : `Match ${match}: `}${key} ${value}`)
      yield say(this, { about: [entity('file', path)], evidence: [at], class: 'access', signal: 'intrusion', ...judgement })
    }
  },
}

function judge({ key, value }: SshdSetting, rootMayEnter: boolean): Judgement | undefined {
  const words = value.split(/\s+/)
  if (key === 'authorizedkeysfile') {
    const temporary = words.find(isTempPlace)
    const odd = temporary ?? words.find(word => noPlaceForKeys.test(word))
    return odd === undefined ? undefined : keysIn(odd, temporary !== undefined)
  }
  const program = words[0] ?? ''
  if (programs.has(key) && (isTempPlace(program) || isHiddenPath(program))) return startedBy(key, program)
  return key === 'permitemptypasswords' && value.toLowerCase() === 'yes' && rootMayEnter ? emptyRoot() : undefined
}

function keysIn(place: string, temporary: boolean): Judgement {
  return {
    title: { zh: `sshd 从异常位置读取授权公钥:${place}`, en: `sshd reads authorized keys from an odd place: ${place}` },
    severity: temporary ? 'medium' : 'low',
    confidence: temporary ? 0.5 : 0.3,
    why: {
      zh: '公钥放在没有人会查看的位置,即使清理 ~/.ssh 后门依然有效。',
      en: 'Keys where nobody looks stay valid after ~/.ssh was cleaned.',
    },
  }
}

function startedBy(key: string, program: string): Judgement {
  return {
    title: { zh: `sshd 在登录时运行异常位置的程序:${program}`, en: `sshd runs a program from an odd place at login: ${program}` },
    severity: 'medium',
    confidence: 0.5,
    why: {
      zh: `${key} 指向临时或隐藏目录,谁都可能替换它。`,
      en: `${key} points to a temporary or hidden place, where no administrator keeps such a program.`,
    },
  }
}

function emptyRoot(): Judgement {
  return {
    title: { zh: 'sshd 允许 root 登录且接受空密码', en: 'sshd lets root in and accepts empty passwords' },
    severity: 'low',
    confidence: 0.3,
    why: { zh: '若 root 密码被清空,任何人都能登录。', en: 'With an emptied password of root, anyone can log in.' },
    whyNot: { zh: '测试机与安装镜像也会如此配置。', en: 'Test machines and installation images do it as well.' },
    joinsMining: true,
  }
}
