// The SSH key by which somebody logged in and started a suspect: sshd's own record of the login has the address and port that the suspect inherited.
import { type Detector, say } from '../core/detector.ts'
import type { SshLogin } from '../core/facts/account.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import { argvEvidence, isProgram, labelOf } from './process-words.ts'

export const keyOfSuspectSession: Detector = {
  id: 'key-of-suspect-session',
  summary: { zh: '可疑程序由某个 SSH 公钥的登录会话启动', en: 'the SSH key by whose login a suspect was started' },
  techniques: ['T1098.004', 'T1021.004'],
  references: ['man:sshd(8)', 'man:ssh(1)'],
  needs: ['sshKeys', 'sshLogins', 'processes'],
  *detect({ sshKeys, sshLogins, processes }, _intel, leads) {
    const byEnd = new Map(sshLogins.filter(l => l.fingerprint !== '').map(login => [endOf(login), login]))
    if (byEnd.size === 0) return
    const said = new Set<string>()
    for (const process of processes) {
      const client = isProgram(process) && leads.has(process.id) ? clientOf(process) : undefined
      const login = client === undefined ? undefined : byEnd.get(client)
      const keys = login === undefined ? [] : sshKeys.filter(k => k.fingerprint === login.fingerprint && k.user === login.user)
      for (const key of keys) {
        if (login === undefined || said.has(key.id)) continue
        said.add(key.id)
        const by = `${key.comment.slice(0, 80)} ${key.fingerprint}`
        yield say(this, {
          title: {
            zh: `可疑进程 ${labelOf(process)} 由公钥 ${by} 的登录会话启动(账户 ${key.user},来自 ${login.address})`,
            en: `the suspect ${labelOf(process)} was started in a login to ${key.user} from ${login.address} with the key ${by}`,
          },
          about: [key.id, process.id],
          evidence: [
            evidence('file', `${key.path}:${key.line}`, `${key.type} ${key.fingerprint} ${key.comment}`),
            evidence('log', login.path, `${login.method} for ${login.user} from ${login.address} port ${login.port} ${login.fingerprint}`),
            evidence('proc', `/proc/${process.pid}/environ`, `SSH_CONNECTION=${login.address} ${login.port} …`),
            argvEvidence(process),
          ],
          severity: 'medium',
          confidence: 0.6,
          class: 'access',
          signal: 'intrusion',
          joinsMining: true,
          why: {
            zh: '进程环境变量里的来源地址与端口,正是 sshd 日志中该公钥这次登录的来源:持有私钥的人启动了它,不删除公钥,他还会再来。',
            en: 'The address and port in its environment are those of a login that sshd recorded with this key: its holder started it, and comes again while the key stays.',
          },
          whyNot: {
            zh: '机主本人也可能在自己的会话中启动过它,或者他的私钥被盗;删除前请核对公钥归属。',
            en: 'The owner may have started it in a session of his own, or his key was stolen: check whose it is before you remove it.',
          },
        })
      }
    }
  },
}

const endOf = ({ address, port }: Pick<SshLogin, 'address' | 'port'>): string => `${address} ${port}`

/** Address and port of the SSH client whose session it was started in. */
function clientOf({ environ }: Process): string | undefined {
  const entry = environ.find(e => e.startsWith('SSH_CONNECTION=')) ?? environ.find(e => e.startsWith('SSH_CLIENT='))
  return entry === undefined ? undefined : /=(\S+ \d+)(?: |$)/.exec(entry)?.[1]
}
