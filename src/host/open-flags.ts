// Flags of open(2), which arm64 numbers differently (asm/fcntl.h).

const generic = {
  readOnly: 0,
  writeOnly: 1,
  readWrite: 2,
  create: 0o100,
  exclusive: 0o200,
  noctty: 0o400,
  nonblock: 0o4000,
  directory: 0o200000,
  nofollow: 0o400000,
  noatime: 0o1000000,
  cloexec: 0o2000000,
  path: 0o10000000,
} as const

const swappedOnArm = { directory: 0o40000, nofollow: 0o100000 } as const

export const openFlags: Readonly<Record<keyof typeof generic, number>> =
  process.arch === 'arm64' ? { ...generic, ...swappedOnArm } : generic
