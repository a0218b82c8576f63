// What keepers of identities say: Kerberos (FreeIPA).
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'

const asked =
  /^AS_REQ \(\d{1,3} etypes \{.{1,400}?\}\) ([\da-fA-F.:]{2,45}): (ISSUE|PREAUTH_FAILED|CLIENT_NOT_FOUND|CLIENT EXPIRED|CLIENT_REVOKED|LOCKED_OUT)[:,] (?:authtime \d{1,12}, etypes \{.{1,300}?\}, )?([^\s,]{1,200}) for /

export const kerberosMessages: MessageKind = {
  programs: ['krb5kdc'],
  begins: ['AS_REQ ('],
  needles: [],
  open: stateless(kerberosTold),
}

export function kerberosTold(message: string): Told | undefined {
  const [, from, what = '', user] = asked.exec(message.slice(0, 1500)) ?? []
  if (user === undefined) return undefined
  const address = addressOf(from)
  return what === 'ISSUE'
    ? { verb: 'login', outcome: 'success', user, address, method: 'kerberos', fold: `kerberos ${user} ${from}` }
    : {
        verb: 'login-failed',
        outcome: 'failure',
        user,
        address,
        method: `kerberos ${what.toLowerCase()}`,
        fold: `kerberos ${what} ${user} ${from}`,
      }
}
