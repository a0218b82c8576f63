// Addresses that a hosts file uses to make a name lead nowhere.

/** Loopback and "this host": 127.0.0.0/8, 0.0.0.0/8, ::1, ::. */
export function leadsNowhere(address: string): boolean {
  return /^(?:127|0)\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^0$|^[0:]+1?$/.test(address)
}
