// Addresses of one's own networks: private, shared, link-local, loopback.

const inside =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe80:|::1$)/i

export const isInside = (address: string): boolean => inside.test(address)
