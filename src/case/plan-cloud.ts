// Whose cloud the host stands in, by what firmware and cloud-init tell: where its role's credentials come from, and where its disk is copied.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Text } from '../core/text.ts'
import { text } from './plan-draft.ts'

export interface Cloud {
  readonly name: Text
  /** Address of the metadata service, which hands out the credentials of the host's role to any process. */
  readonly metadata: string
  /** What the identity is called there, and where it is renewed. */
  readonly role: Text
  /** Where a snapshot of the disk is made. */
  readonly snapshot: Text
}

const general = '169.254.169.254'
const clouds: readonly (Cloud & { readonly signs: RegExp })[] = [
  {
    signs: /^(?:Amazon EC2|amazon|DataSourceEc2)/im,
    name: text('Amazon EC2', 'Amazon EC2'),
    metadata: general,
    role: text('IAM 实例角色(IAM 控制台 → 角色 → 撤销活动会话)', 'the IAM instance role (IAM console: Roles → Revoke active sessions)'),
    snapshot: text('EC2 控制台 → 卷 → 创建快照', 'EC2 console: Volumes → Create snapshot'),
  },
  {
    signs: /^(?:Alibaba Cloud|DataSourceAliYun)/im,
    name: text('阿里云 ECS', 'Alibaba Cloud ECS'),
    metadata: '100.100.100.200',
    role: text(
      '实例 RAM 角色(RAM 控制台 → 角色;更换实例角色以使旧凭证失效)',
      'the instance RAM role (RAM console: Roles; give the instance another one)',
    ),
    snapshot: text('ECS 控制台 → 云盘 → 创建快照', 'ECS console: Disks → Create snapshot'),
  },
  {
    signs: /^(?:Tencent Cloud|DataSourceTencentCloud)/im,
    name: text('腾讯云 CVM', 'Tencent Cloud CVM'),
    metadata: '169.254.0.23',
    role: text('实例 CAM 角色(访问管理 → 角色)', 'the instance CAM role (CAM console: Roles)'),
    snapshot: text('云服务器控制台 → 云硬盘 → 创建快照', 'CVM console: Cloud Block Storage → Create snapshot'),
  },
  {
    signs: /^(?:Huawei Cloud|HUAWEICLOUD)/im,
    name: text('华为云 ECS', 'Huawei Cloud ECS'),
    metadata: general,
    role: text('ECS 委托(统一身份认证 → 委托)', 'the ECS agency (IAM console: Agencies)'),
    snapshot: text('云硬盘控制台 → 创建快照', 'EVS console: Create snapshot'),
  },
  {
    signs: /^(?:Google(?: Compute Engine)?|DataSourceGCE)/im,
    name: text('Google Compute Engine', 'Google Compute Engine'),
    metadata: general,
    role: text(
      '实例服务账号(IAM → 服务账号;解除绑定或停用后重建)',
      'the service account of the instance (IAM: Service accounts; detach or disable it)',
    ),
    snapshot: text('Compute Engine → 快照 → 创建快照', 'Compute Engine: Snapshots → Create snapshot'),
  },
  {
    // The chassis asset tag by which cloud-init knows Azure; the vendor alone may be any Hyper-V.
    signs: /^(?:7783-7084-3265-9085-8269-3286-77|DataSourceAzure)/im,
    name: text('Microsoft Azure', 'Microsoft Azure'),
    metadata: general,
    role: text('虚拟机的托管标识(门户 → 标识)', 'the managed identity of the machine (portal: Identity)'),
    snapshot: text('Azure 门户 → 磁盘 → 创建快照', 'Azure portal: Disks → Create snapshot'),
  },
]

const places = [
  '/sys/class/dmi/id/sys_vendor',
  '/sys/class/dmi/id/chassis_asset_tag',
  '/sys/class/dmi/id/bios_version',
  '/var/lib/cloud/instance/datasource',
]

/** undefined on machines of one's own, and where nothing tells. */
export function cloudOf({ files }: HostView): Cloud | undefined {
  const told = places.flatMap(path => {
    const content = files.read(path, 4096)
    // "DataSourceEc2Local: DataSourceEc2Local" after a name that may say more.
    return isGap(content) ? [] : [textOf(content.bytes).trim(), ...textOf(content.bytes).split(/[:\s]+/)]
  })
  return clouds.find(({ signs }) => told.some(line => signs.test(line)))
}
