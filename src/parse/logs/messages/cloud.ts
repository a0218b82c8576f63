// What Google's guest agent says when the project's metadata changes accounts and keys or runs a script.
import { findDownloadUrls } from '../../url-kinds.ts'
import { type MessageKind, stateless } from './kind.ts'

const keys = /^(?:INFO )?(Updating keys for user|Creating user|Created google user|Adding existing user|Removing user) ([^\s.]{1,64})\b/
const script = /^(?:INFO )?(startup|shutdown)-script(?:-url)?: (.{1,2000})$/s

export const cloudMessages: MessageKind = {
  programs: ['google_guest_agent', 'GCEGuestAgent', 'google-accounts', 'google_metadata_script_runner', 'startup-script'],
  begins: [
    'Updating keys for user ',
    'Creating user ',
    'Created google user ',
    'Adding existing user ',
    'Removing user ',
    'INFO ',
    'startup-script',
    'shutdown-script',
  ],
  needles: [],
  open: stateless(message => {
    const text = message.slice(0, 2100)
    const [, what = '', user] = keys.exec(text) ?? []
    if (user !== undefined)
      return {
        verb: what.startsWith('Updating') ? 'key-changed' : 'account-changed',
        outcome: 'success',
        target: user,
        method: `cloud: ${what}`,
      }
    const [, kind, said = ''] = script.exec(text) ?? []
    return kind === undefined
      ? undefined
      : {
          verb: 'command',
          method: `cloud ${kind}-script`,
          command: said,
          url: findDownloadUrls(said)[0]?.text,
          fold: `gce ${kind} ${said}`,
        }
  }),
}
