// Domains whose blocking serves only an intruder: package updates, and security vendors' own services.

const updates = [
  'security.debian.org',
  'deb.debian.org',
  'ftp.debian.org',
  'archive.ubuntu.com',
  'security.ubuntu.com',
  'ports.ubuntu.com',
  'esm.ubuntu.com',
  'livepatch.canonical.com',
  'mirrorlist.centos.org',
  'mirror.centos.org',
  'mirrors.fedoraproject.org',
  'mirrors.rockylinux.org',
  'dl.rockylinux.org',
  'mirrors.almalinux.org',
  'repo.almalinux.org',
  'dl-cdn.alpinelinux.org',
  'cdn.redhat.com',
  'subscription.rhsm.redhat.com',
  'download.opensuse.org',
  'mirrors.aliyun.com',
  'mirrors.cloud.aliyuncs.com',
  'mirrors.tencentyun.com',
  'mirrors.cloud.tencent.com',
  'repo.huaweicloud.com',
  'mirrors.tuna.tsinghua.edu.cn',
  'mirrors.ustc.edu.cn',
]
const security = [
  'aegis.aliyun.com',
  'aegis.aliyuncs.com',
  'yd.tencentyun.com',
  'hss-agent.myhuaweicloud.com',
  'hosteye.baidu.com',
  'sdup.360.cn',
  'cloudsink.net',
  'sentinelone.net',
  'database.clamav.net',
  'packages.wazuh.com',
  'artifacts.elastic.co',
  'endpoint.security.microsoft.com',
  'wdcp.microsoft.com',
  'update.eset.com',
  'geo.kaspersky.com',
  'kaspersky-labs.com',
  'upgrade.bitdefender.com',
  'sophosupd.com',
  'sophosxl.net',
  'virustotal.com',
  'threatbook.cn',
  'threatbook.com',
  'abuse.ch',
  'qualys.com',
  'sysdig.com',
  'lacework.net',
  'sandflysecurity.com',
]

export function guardedDomain(name: string): 'update' | 'security' | undefined {
  const bare = name.toLowerCase().replace(/\.$/, '')
  const within = (domain: string): boolean => bare === domain || bare.endsWith(`.${domain}`)
  if (security.some(within)) return 'security'
  return updates.some(within) ? 'update' : undefined
}
