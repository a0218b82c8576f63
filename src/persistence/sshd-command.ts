// sshd_config: settings that make sshd run a program, load a library, or take keys from elsewhere.
import type { Autostart } from '../core/facts/autostart.ts'
import type { Persistence } from '../core/persistence.ts'
import { parseSshdConfig, type SshdLine, splitArguments } from '../parse/files/sshd-config.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, placed, type Told } from './listing.ts'
import { places } from './matching.ts'

const triggers: Readonly<Record<string, Autostart['trigger']>> = {
  forcecommand: 'login',
  authorizedkeyscommand: 'login',
  authorizedprincipalscommand: 'login',
  subsystem: 'login',
  permituserenvironment: 'login',
  pkcs11provider: 'load',
  securitykeyprovider: 'load',
  authorizedkeysfile: 'access',
  trustedusercakeys: 'access',
  authorizedprincipalsfile: 'access',
}

const usualKeysFile = /^(?:(?:%h\/)?\.ssh\/authorized_keys2?|none)$/

export const sshdCommand: Persistence = {
  id: 'sshd-command',
  summary: { zh: 'sshd 配置中的命令与密钥来源', en: 'commands and key sources in the configuration of sshd' },
  techniques: ['T1556', 'T1098.004'],
  references: ['man:sshd_config(5)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/ssh/sshd_config', '/etc/ssh/sshd_config.d/*', '/usr/etc/ssh/sshd_config', '/usr/etc/ssh/sshd_config.d/*'])
    yield* entriesIn(host, where, { kind: this.id, trigger: 'login' }, bytes => placed(linesOf(bytes), parseSshdConfig(bytes), tell))
  },
  disarm: disarmEntry,
}

function tell({ key, value, match }: SshdLine): Told | undefined {
  const trigger = triggers[key]
  if (trigger === undefined || value === '' || value.toLowerCase() === 'none') return undefined
  if (key === 'authorizedkeysfile' && splitArguments(value).every(path => usualKeysFile.test(path))) return undefined
  if (key === 'permituserenvironment' && value.toLowerCase() === 'no') return undefined
  const command = key === 'subsystem' ? value.replace(/^\S+\s*/, '') : value
  return { command, trigger, name: key, when: match === '' ? '' : `Match ${match}` }
}
