// Steps about accounts and about single lines of shared configuration that the attacker wrote.
import { textOf } from '../core/bytes.ts'
import { shortDigest } from '../core/digest.ts'
import { type EntityId, entity, kindOf, nameOf } from '../core/entity.ts'
import type { Finding } from '../core/finding.ts'
import { isGap } from '../core/gap.ts'
import { sha256 } from '../core/sha256.ts'
import { isGrave } from './accused.ts'
import { isAtLeast } from './infer.ts'
import { type Draft, type Ground, reasons, text } from './plan-draft.ts'

const passwd = '/etc/passwd'
const largest = 8 << 20
/** Creating or changing an account, as opposed to guessing its password. */
const accountMade = /^T1136|^T1098$/
const sudo = 'T1548.003'
const sudoers = /^\/etc\/sudoers(?:\.d\/[^/]+)?$/
const lineFile = /^\/etc\/(?:hosts|hosts\.allow|hosts\.deny|sudoers|sudoers\.d\/[^/]+)$/

/** Accounts that were made or opened by the attacker. */
export function lockDrafts(ground: Ground): readonly Draft[] {
  const content = ground.host.files.read(passwd, largest)
  const before = isGap(content) ? '' : sha256(content.bytes)
  return [...ground.accused].flatMap(([id, findings]): Draft[] => {
    const telling = findings.filter(f => f.techniques.some(t => accountMade.test(t)))
    const user = kindOf(id) === 'user' && telling.length > 0 ? ground.facts.users.find(u => u.id === id) : undefined
    if (user === undefined) return []
    return [
      {
        stage: 'disarm',
        action: 'lock-account',
        target: id,
        because: reasons(telling, ground),
        risk: 'disruptive',
        reversible: true,
        title:
          user.name === 'root'
            ? text('关闭 root 的空密码(改为“*”)', 'close the empty password of root ("*" instead)')
            : text(`锁定账户 ${user.name}(uid ${user.uid})`, `lock the account ${user.name} (uid ${user.uid})`),
        cost:
          user.name === 'root'
            ? text(
                'root 不再能不输密码登录;公钥登录与 sudo 不变。请随后用 passwd 设置新密码。',
                'Nobody becomes root without a password any more; keys and sudo work as before. Set a new one with passwd.',
              )
            : text(
                '该账户不能再用密码登录;其文件与正在运行的进程不受影响。',
                'Nobody can log in to it by password; its files and running processes stay.',
              ),
        undoing: text('恢复原来的密码字段与登录 shell。', 'Its password field and login shell become what they were.'),
        before,
        detail: { user: user.name, uid: user.uid },
      },
    ]
  })
}

/** Lines of hosts, hosts.allow, hosts.deny and sudoers that findings point at, one step for each file. */
export function lineDrafts(ground: Ground): readonly Draft[] {
  const wanted = new Map<string, { lines: Set<number>; findings: Finding[] }>()
  for (const finding of ground.incident.findings.filter(f => isGrave(f, ground.incident))) {
    if (!finding.about.some(id => kindOf(id) === 'file' && lineFile.test(nameOf(id)))) continue
    for (const { locator, source } of finding.evidence) {
      const [, path = '', line = ''] = /^(.+):(\d+)$/.exec(locator) ?? []
      if (source !== 'file' || !lineFile.test(path) || (sudoers.test(path) && !isForeignRight(finding))) continue
      const place = wanted.get(path) ?? { lines: new Set(), findings: [] }
      place.lines.add(Number(line))
      place.findings.push(finding)
      wanted.set(path, place)
    }
  }
  return [...wanted].flatMap(
    ([path, { lines, findings }]) =>
      lineDraft(
        path,
        [...lines].sort((a, b) => a - b),
        findings,
        ground,
      ) ?? [],
  )
}

/** A right given away, as opposed to rules that are right in a file whose mode is wrong. */
function isForeignRight({ techniques, severity }: Finding): boolean {
  return techniques.includes(sudo) && isAtLeast(severity, 'high')
}

function lineDraft(path: string, lines: readonly number[], findings: readonly Finding[], ground: Ground): Draft | undefined {
  const content = ground.host.files.read(path, largest)
  if (isGap(content) || !content.whole) return undefined
  const pieces = textOf(content.bytes).split('\n')
  const all = pieces.map((t, i) => (i < pieces.length - 1 ? t.replace(/\r$/, '') : t))
  const texts = lines.map(line => all[line - 1])
  if (!texts.every(t => t !== undefined)) return undefined
  const target: EntityId = entity('file', path)
  return {
    stage: 'disarm',
    action: 'remove-lines',
    target,
    because: reasons(findings, ground),
    risk: 'disruptive',
    reversible: true,
    title: text(
      `从 ${path} 删除恶意写入的第 ${lines.join('、')} 行`,
      `remove planted ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')} from ${path}`,
    ),
    cost: text(
      '这些行不再生效;文件其余内容不变。请确认其中没有您自己的设置。',
      'The lines no longer hold; the rest of the file stays. Make sure that none of them is your own.',
    ),
    undoing: text('把文件恢复为改动前的内容,逐字节一致。', 'The file gets its former content back, byte for byte.'),
    before: sha256(content.bytes),
    detail: { path, lines, texts, digests: texts.map(t => shortDigest(t)) },
  }
}
