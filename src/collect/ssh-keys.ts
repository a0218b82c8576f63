// Keys that open accounts: authorized_keys of every home, and wherever sshd is told to look.
import type { Collector } from '../core/collector.ts'
import { entity } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { hasBinary, optionOf, parseAuthorizedKeys } from '../parse/files/authorized-keys.ts'
import { splitArguments } from '../parse/files/sshd-config.ts'
import { type Home, homesOf } from './homes.ts'
import { textFile } from './text-file.ts'

/** What sshd looks at when nothing else is set; read in any case, because settings change. */
const usual = ['.ssh/authorized_keys', '.ssh/authorized_keys2']
const dropbear = '/etc/dropbear/authorized_keys'

export const sshKeys: Collector = {
  id: 'ssh-keys',
  summary: { zh: '各账户的 SSH 授权公钥', en: 'SSH keys that open accounts' },
  techniques: ['T1098.004'],
  references: ['man:sshd(8)', 'man:sshd_config(5)'],
  gives: ['sshKeys'],
  needs: ['users', 'sshdSettings'],
  *collect(host, soFar) {
    const seen = new Set<string>()
    const patterns = [...usual, ...configured(soFar)]
    for (const home of homesOf(host, soFar.users)) {
      const uid = soFar.users.find(user => user.name === home.user)?.uid
      for (const path of [...patterns.map(pattern => expand(pattern, home, uid)), ...(home.user === 'root' ? [dropbear] : [])]) {
        if (seen.has(path)) continue
        seen.add(path)
        for (const bytes of textFile(host, path)) {
          if (isGap(bytes)) {
            yield bytes
            continue
          }
          const amidBinary = hasBinary(bytes)
          for (const { line, type, fingerprint, tail, comment, options } of parseAuthorizedKeys(bytes)) {
            const id = entity('key', `${path}#${fingerprint}`)
            const command = optionOf(options, 'command')
            yield ['sshKeys', { id, path, line, user: home.user, type, fingerprint, tail, comment, options, command, amidBinary }]
          }
        }
      }
    }
  },
}

function configured({ sshdSettings }: Facts): string[] {
  const values = sshdSettings.filter(setting => setting.key === 'authorizedkeysfile').flatMap(setting => splitArguments(setting.value))
  return [...new Set(values)].filter(value => value.toLowerCase() !== 'none').slice(0, 20)
}

/** Tokens of sshd_config(5): %h home, %u name, %U uid, %%; a relative path lies in the home. */
function expand(pattern: string, { user, home }: Home, uid: number | undefined): string {
  const path = pattern.replace(/%([%huU])/g, (_, token) => ({ '%': '%', h: home, u: user, U: `${uid ?? ''}` })[token as string] ?? '')
  return path.startsWith('/') ? path : `${home}/${path}`
}
