// Which packet filter of the running kernel carries policies: nf_tables, and where there is none, iptables.
import type { NetworkControl } from '../../core/control.ts'
import { isGap } from '../../core/gap.ts'
import { askGeneration } from '../../parse/netlink/nftables.ts'
import type { Sys } from '../sys.ts'
import { iptablesControl } from './iptables.ts'
import { withNetlink } from './netlink-socket.ts'
import { networkControl } from './network-control.ts'

/** `hasNfTables`: as the kernel itself answers, if nobody says otherwise. */
export function firewall(sys: Sys, hasNfTables = answersForNfTables(sys)): NetworkControl {
  return hasNfTables ? networkControl(sys) : iptablesControl(sys)
}

/** Any answer but "never heard of it": whoever is only refused must not be given the other filter. */
function answersForNfTables(sys: Sys): boolean {
  const answer = withNetlink(sys, netlink => netlink.ask(askGeneration()))
  return !isGap(answer) || answer.why !== 'unsupported'
}
