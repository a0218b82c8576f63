// What a peer is to a server, told by its name, its address or its port.
import type { EgressPeer, Service } from '../core/egress.ts'

const service = (id: string, zh: string, en: string, isExplained = true): Service => ({ id, text: { zh, en }, isExplained })

const metadata = service('metadata', '云主机元数据', 'metadata of the cloud')
const local = service('local', '局域网内部', 'inside the own network')
const announcement = service('announcement', '组播或广播', 'multicast or broadcast')
const unknown = service('unknown', '用途不明', 'unknown', false)

/** Addresses of the providers' own documentation (AWS, GCP, Azure and OpenStack; AWS over IPv6; Alibaba; Azure's WireServer; Oracle). */
const metadataAddresses = ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '169.254.169.253', '169.254.0.23']

const byName: readonly (readonly [RegExp, Service])[] = [
  [/^metadata(?:\.google\.internal|\.tencentyun\.com)$/, metadata],
  [
    /(?:^|\.)(?:deb|security|ftp\.\w+|snapshot)\.debian\.org$|(?:^|\.)(?:archive|security|ports|esm)\.ubuntu\.com$|(?:^|\.)(?:dl-cdn\.alpinelinux\.org|mirrors\.fedoraproject\.org|mirrorlist\.centos\.org|vault\.centos\.org|mirror\.centos\.org|dl\.rockylinux\.org|mirrors\.rockylinux\.org|repo\.almalinux\.org|mirrors\.almalinux\.org|packages\.microsoft\.com|yum\.oracle\.com|cdn\.redhat\.com|download\.opensuse\.org|mirrors\.(?:aliyun\.com|cloud\.aliyuncs\.com|tencent\.com|tencentyun\.com|huaweicloud\.com|163\.com|kernel\.org|ustc\.edu\.cn|tuna\.tsinghua\.edu\.cn))$/,
    service('packages', '系统软件源', 'packages of the system'),
  ],
  [
    /(?:^|\.)(?:npmjs\.org|npmmirror\.com|pypi\.org|pythonhosted\.org|crates\.io|proxy\.golang\.org|sum\.golang\.org|rubygems\.org|packagist\.org|repo\.maven\.apache\.org|repo1\.maven\.org|goproxy\.cn|nuget\.org)$/,
    service('libraries', '编程语言软件源', 'packages of programming languages'),
  ],
  [
    /(?:^|\.)(?:docker\.io|docker\.com|quay\.io|ghcr\.io|gcr\.io|registry\.k8s\.io|mcr\.microsoft\.com|public\.ecr\.aws)$|\.personal\.cr\.aliyuncs\.com$/,
    service('images', '容器镜像仓库', 'container images'),
  ],
  [
    /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|gitee\.com|bitbucket\.org)$/,
    service('code', '代码托管', 'hosting of source code'),
  ],
  [
    /(?:^|\.)(?:lencr\.org|letsencrypt\.org|digicert\.com|sectigo\.com|globalsign\.com|pki\.goog|entrust\.net)$/,
    service('certificates', '证书签发与吊销', 'issuing and revocation of certificates'),
  ],
  [
    /(?:^|\.)(?:ntp\.org|time\.google\.com|time\.cloudflare\.com|ntp\.ubuntu\.com|ntp\.aliyun\.com|ntp\.cloud\.aliyuncs\.com)$/,
    service('time', '对时', 'time'),
  ],
]

const byPort: Readonly<Record<string, Service>> = {
  'udp/53': service('dns', '域名解析', 'DNS'),
  'udp/67': service('dhcp', '地址分配(DHCP)', 'DHCP'),
  'udp/547': service('dhcp', '地址分配(DHCPv6)', 'DHCPv6'),
  'udp/123': service('time', '对时(NTP)', 'time (NTP)'),
}

/** No explanation alone: pools listen on every one of these ports. */
const byTrade: Readonly<Record<number, Service>> = {
  53: service('dns', '域名解析(TCP)', 'DNS over TCP', false),
  853: service('dns', '域名解析(加密)', 'DNS, encrypted', false),
  22: service('ssh', 'SSH', 'SSH', false),
  25: service('mail', '邮件', 'mail', false),
  80: service('web', '网页(HTTP)', 'web (HTTP)', false),
  389: service('directory', '目录服务(LDAP)', 'directory (LDAP)', false),
  443: service('web', '网页(HTTPS)', 'web (HTTPS)', false),
  465: service('mail', '邮件', 'mail', false),
  514: service('logs', '日志', 'logs', false),
  587: service('mail', '邮件', 'mail', false),
  636: service('directory', '目录服务(LDAPS)', 'directory (LDAPS)', false),
  1433: service('database', '数据库', 'database', false),
  3306: service('database', '数据库(MySQL)', 'database (MySQL)', false),
  5432: service('database', '数据库(PostgreSQL)', 'database (PostgreSQL)', false),
  6379: service('database', '缓存(Redis)', 'cache (Redis)', false),
  6443: service('kubernetes', 'Kubernetes', 'Kubernetes', false),
  6514: service('logs', '日志', 'logs', false),
  9092: service('queue', '消息队列(Kafka)', 'queue (Kafka)', false),
  9200: service('database', '检索(Elasticsearch)', 'search (Elasticsearch)', false),
  27017: service('database', '数据库(MongoDB)', 'database (MongoDB)', false),
}

export function serviceOf({ name, address, transport, port }: Pick<EgressPeer, 'name' | 'address' | 'transport' | 'port'>): Service {
  if (metadataAddresses.includes(address)) return metadata
  const core = byPort[`${transport}/${port}`]
  if (core !== undefined) return core
  const named = name === '' ? undefined : byName.find(([pattern]) => pattern.test(name))?.[1]
  if (named !== undefined) return named
  if (isAnnouncement(address)) return announcement
  const trade = byTrade[port]
  if (isOwnNetwork(address)) return { ...local, ...(trade !== undefined && { id: trade.id, text: trade.text }) }
  return trade ?? unknown
}

/** Private, link-local and shared address space (RFC 1918, 3927, 4193, 4291, 6598). */
export function isOwnNetwork(address: string): boolean {
  if (address.includes(':')) return /^(?:f[cd]|fe[89ab])/.test(address)
  const [a = 0, b = 0] = address.split('.').map(Number)
  return (
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  )
}

function isAnnouncement(address: string): boolean {
  return address.includes(':') ? address.startsWith('ff') : Number(address.split('.', 1)[0]) >= 224
}
