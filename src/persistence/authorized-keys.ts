// SSH keys that open an account: authorized_keys of every home, and wherever sshd_config says keys are.
import { isGap, known } from '../core/gap.ts'
import { homesOf } from '../core/homes.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import { optionOf, parseAuthorizedKeys } from '../parse/files/authorized-keys.ts'
import { parseSshdConfig, splitArguments } from '../parse/files/sshd-config.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { filesMatching, homePlaces, type Place, places } from './matching.ts'

export const authorizedKeys: Persistence = {
  id: 'authorized-keys',
  summary: { zh: 'SSH 授权公钥', en: 'authorized SSH keys' },
  techniques: ['T1098.004'],
  references: ['man:sshd(8)', 'man:sshd_config(5)'],
  platform: 'linux',
  *list(host) {
    const usual = ['.ssh/authorized_keys', '.ssh/authorized_keys2']
    const where = [
      ...homePlaces(host, usual),
      ...configured(host),
      ...places(['/etc/dropbear/authorized_keys', '/etc/ssh/authorized_keys'], 'root'),
    ]
    yield* entriesIn(host, where, { kind: this.id, trigger: 'access' }, function* (bytes) {
      for (const { line: number, text, span, options, comment } of parseAuthorizedKeys(bytes)) {
        yield { number, text, span, name: comment, command: optionOf(options, 'command') ?? '' }
      }
    })
  },
  disarm: disarmEntry,
}

/** Places that AuthorizedKeysFile names, its tokens filled in for every account: %h home, %u name, %% a percent sign. */
function configured(host: HostView): Place[] {
  const patterns = new Set<string>()
  for (const file of [...filesMatching(host, places(['/etc/ssh/sshd_config', '/etc/ssh/sshd_config.d/*']))].filter(known)) {
    const content = host.files.read(file.path)
    if (isGap(content)) continue
    for (const { key, value } of parseSshdConfig(content.bytes)) {
      if (key === 'authorizedkeysfile') for (const pattern of splitArguments(value)) patterns.add(pattern)
    }
  }
  patterns.delete('none')
  return [...patterns].slice(0, 50).flatMap(pattern =>
    homesOf(host).map(({ user, home }) => {
      const path = pattern.replace(/%(.)/g, (token, c) => (c === 'h' ? home : c === 'u' ? user : c === '%' ? '%' : token))
      const whole = path.startsWith('/') ? path : `${home}/${path}`
      const slash = whole.lastIndexOf('/')
      return { base: whole.slice(0, slash), pattern: whole.slice(slash + 1), user }
    }),
  )
}
