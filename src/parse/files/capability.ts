// security.capability: file capabilities as the kernel stores them, versions 1 to 3 (linux/capability.h, vfs_cap_data).

/** Names by bit number, linux/capability.h. */
const names =
  'chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore'.split(
    ' ',
  )

const words: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 2 }

/**
 * In the notation of cap_to_text(3), such as "cap_net_raw+ep"; sets that differ are joined by a space. A version 3 value that belongs to
 * another user namespace ends in " [rootid=N]". Undefined for anything that is no such value.
 */
export function capabilityText(value: Uint8Array): string | undefined {
  if (value.length < 12) return undefined
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength)
  const magic = view.getUint32(0, true)
  const version = magic >>> 24
  const count = words[version]
  const length = version === 3 ? 24 : 4 + 8 * (count ?? 0)
  if (count === undefined || value.length < length) return undefined
  const effective = (magic & 1) !== 0
  const groups = new Map<string, string[]>()
  for (let bit = 0; bit < count * 32; bit++) {
    const at = 4 + 8 * (bit >> 5)
    const mask = 1 << (bit & 31)
    const permitted = (view.getUint32(at, true) & mask) !== 0
    const inheritable = (view.getUint32(at + 4, true) & mask) !== 0
    if (!permitted && !inheritable) continue
    const flags = `${effective ? 'e' : ''}${inheritable ? 'i' : ''}${permitted ? 'p' : ''}`
    groups.set(flags, [...(groups.get(flags) ?? []), `cap_${names[bit] ?? bit}`])
  }
  const text = [...groups].map(([flags, caps]) => `${caps.join(',')}+${flags}`).join(' ')
  const owner = version === 3 ? view.getUint32(20, true) : 0
  return `${text === '' ? '=' : text}${owner === 0 ? '' : ` [rootid=${owner}]`}`
}
