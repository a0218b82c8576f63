// SSH keys of somebody else: known attackers' keys, keys of accounts that never log in, keys that a database dump left.
import { type Detector, type Saying, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { SshKey } from '../core/facts/account.ts'
import { evidence } from '../core/finding.ts'
import type { Family, Intel } from '../core/intel.ts'
import { isDormant } from './account-kinds.ts'
import { carriersOf, familiesPresent, isPuttyComment, isSecondFile, type KeyLocks, locksOf } from './key-context.ts'

type Judgement = Pick<Saying, 'title' | 'why' | 'whyNot' | 'severity' | 'confidence' | 'family' | 'joinsMining'>

/** Runs a program from a temporary place, or fetches one. */
const oddCommand =
  /(?:^|[\s;|&'"(])(?:\/tmp|\/var\/tmp|\/dev\/shm)\/\S|\/dev\/tcp\/|\b(?:curl|wget)\b[^|;]{0,300}\|\s*(?:ba|da)?sh\b|\bbase64\s+(?:-d|--decode)\b|\bnc\s+(?:-\w+\s+)*-e\b/

export const rogueKey: Detector = {
  id: 'rogue-key',
  summary: { zh: '可疑的 SSH 授权公钥', en: 'SSH keys of somebody else' },
  techniques: ['T1098.004'],
  references: ['man:sshd(8)', 'https://attack.mitre.org/techniques/T1098/004/'],
  needs: ['sshKeys', 'files', 'processes', 'autostarts'],
  *detect(facts, intel, leads) {
    const { sshKeys } = facts
    const accounts = new Map<string, Set<string>>()
    for (const { fingerprint, user } of sshKeys) accounts.set(fingerprint, (accounts.get(fingerprint) ?? new Set()).add(user))
    const carriers = carriersOf(facts, leads)
    const locks = locksOf(facts)
    const present = familiesPresent(facts, intel)
    for (const key of sshKeys) {
      const excerpt = `${key.options === '' ? '' : `${key.options} `}${key.type} ${key.fingerprint} ${key.comment}`
      const at = evidence('file', `${key.path}:${key.line}`, excerpt)
      const common = { class: 'access', signal: 'intrusion', about: [key.id, entity('file', key.path)], evidence: [at] } as const
      const family = familyOf(key, intel, present)
      const carrier = family === undefined ? carriers.find(({ text }) => key.tail !== undefined && text.includes(key.tail)) : undefined
      if (carrier !== undefined) {
        yield say(this, { ...common, about: [key.id, carrier.id], evidence: [at, carrier.at], ...carried(key) })
        continue
      }
      const judgement = family === undefined ? judge(key, accounts.get(key.fingerprint) ?? new Set(), locks) : ofFamily(key, family)
      if (judgement !== undefined) yield say(this, { ...common, ...judgement })
    }
  },
}

/** The strongest thing to be said of the key apart from family and carrier; undefined for an ordinary one. */
function judge(key: SshKey, accounts: ReadonlySet<string>, locks: KeyLocks): Judgement | undefined {
  if (key.amidBinary === true) return amidBinary(key)
  const sleeping = [...accounts].filter(isDormant)
  if (sleeping.length > 0) return ofDormant(key, accounts.size > 1, sleeping.join(', '))
  if (locks.secondCopies.has(key.fingerprint)) return lockedTwice(key)
  if (key.command !== undefined && oddCommand.test(key.command.slice(0, 4000))) return runsOdd(key)
  if (locks.soleKeys.has(key.id)) return lockedAlone(key)
  return isSecondFile(key.path) ? second(key) : undefined
}

function familyOf({ comment, command = '', tail = '' }: SshKey, intel: Intel, present: ReadonlySet<string>): Family | undefined {
  return intel.families.find(({ id, markers }) =>
    markers.some(
      marker =>
        (holds(comment, marker) && (!isPuttyComment(marker) || present.has(id))) ||
        holds(command, marker) ||
        (marker.length >= 16 && tail.endsWith(marker)),
    ),
  )
}

/** As a whole word, so that a short marker does not hit inside of a longer name. */
function holds(text: string, marker: string): boolean {
  for (let at = text.indexOf(marker); at >= 0 && marker !== ''; at = text.indexOf(marker, at + 1)) {
    const around = `${text[at - 1] ?? ''} ${text[at + marker.length] ?? ''}`
    if (!/[A-Za-z0-9]/.test(around)) return true
  }
  return false
}

function ofFamily({ user, comment }: SshKey, family: Family): Judgement {
  return {
    title: { zh: `账户 ${user} 中有 ${family.name} 的公钥`, en: `a key of ${family.name} opens account ${user}` },
    severity: 'critical',
    confidence: 0.95,
    family: family.id,
    why: {
      zh: `公钥带有该恶意家族的标记(注释 ${comment.slice(0, 80)});持有私钥的攻击者可随时登录。`,
      en: `The key or its comment (${comment.slice(0, 80)}) is this family's: whoever holds the other half can log in at any time.`,
    },
  }
}

function amidBinary({ user, path }: SshKey): Judgement {
  return {
    title: {
      zh: `账户 ${user} 的公钥文件是被写入的二进制转储`,
      en: `the key file of account ${user} is a binary dump that was written there`,
    },
    severity: 'high',
    confidence: 0.85,
    why: {
      zh: `${path} 中公钥前后夹杂二进制数据:未授权的 Redis 等服务被用来把转储文件写到这里,从而植入公钥。`,
      en: `Binary data surrounds the key in ${path}: an open Redis or the like was made to save its dump here, which plants the key.`,
    },
  }
}

function ofDormant({ user }: SshKey, shared: boolean, names: string): Judgement {
  return {
    title: shared
      ? {
          zh: `同一公钥可登录多个账户,其中包括系统账户 ${names}`,
          en: `one key opens several accounts, the system account ${names} among them`,
        }
      : { zh: `系统账户 ${user} 有 SSH 授权公钥`, en: `the system account ${user} has an SSH key` },
    severity: 'high',
    confidence: shared ? 0.75 : 0.65,
    why: {
      zh: '这类账户不用于登录;放在这里的公钥通常是后门。',
      en: 'Such accounts are not meant to log in: a key there is usually a back door.',
    },
  }
}

function runsOdd({ user }: SshKey): Judgement {
  return {
    title: { zh: `账户 ${user} 的公钥在登录时执行可疑命令`, en: `a key of account ${user} runs an odd command at login` },
    severity: 'medium',
    confidence: 0.5,
    why: {
      zh: 'command= 选项会下载程序,或从临时目录启动程序。',
      en: 'Its command= option fetches a program or starts one from a temporary place.',
    },
  }
}

function carried({ user, comment }: SshKey): Judgement {
  return {
    title: {
      zh: `账户 ${user} 的公钥 ${comment.slice(0, 80)} 由可疑程序带来`,
      en: `a suspect carries the key ${comment.slice(0, 80)} that opens account ${user}`,
    },
    severity: 'high',
    confidence: 0.85,
    why: {
      zh: '同一公钥写在被其他证据指控的脚本、任务或命令行中:它正是由攻击者植入的。',
      en: 'The very key stands in a script, job or command line that other findings accuse: that is how it got here.',
    },
  }
}

function lockedTwice({ user }: SshKey): Judgement {
  return {
    title: {
      zh: `账户 ${user} 的公钥另有一份放在被锁定的 authorized_keys2 中`,
      en: `a key of account ${user} also stands in an authorized_keys2 that chattr locks`,
    },
    severity: 'high',
    confidence: 0.7,
    why: {
      zh: '把同一公钥写进两个文件并锁定,是攻击者防止公钥被删除的做法;机主没有理由使用早已弃用的第二个文件。',
      en: 'Writing a key to both files and locking them keeps it from being removed; owners have no use for the second, long obsolete file.',
    },
  }
}

function lockedAlone({ user }: SshKey): Judgement {
  return {
    title: {
      zh: `账户 ${user} 仅有一个公钥,且文件被 chattr +ia 锁定`,
      en: `the only key of account ${user} stands in a file locked with chattr +ia`,
    },
    severity: 'medium',
    confidence: 0.45,
    why: {
      zh: '部分木马会用自己的公钥覆盖整个文件,再同时加上不可修改和只可追加两个标志。',
      en: 'Some malware overwrites the file with its own key and sets both flags, immutable and append-only.',
    },
    whyNot: { zh: '机主也可能这样保护自己的公钥;请核对公钥归属。', en: 'An owner may protect his own key so: check whose it is.' },
    joinsMining: true,
  }
}

function second({ user }: SshKey): Judgement {
  return {
    title: { zh: `账户 ${user} 使用 authorized_keys2`, en: `account ${user} has keys in authorized_keys2` },
    severity: 'low',
    confidence: 0.2,
    why: {
      zh: '该文件早已弃用但 sshd 仍会读取,攻击者借此避开只检查 authorized_keys 的人。',
      en: 'The file is long out of use, but sshd still reads it: attackers put keys where people do not look.',
    },
    whyNot: { zh: '少数旧系统仍在正常使用它。', en: 'A few old systems still use it.' },
  }
}
