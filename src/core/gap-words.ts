// What could not be looked at, in Chinese: gaps speak one short English phrase, here are its words for Chinese readers.

import { hindrances } from './hindrance-words.ts'

const phrases: readonly (readonly [RegExp, string])[] = [
  ...hindrances,
  [/^nothing runs on (?:a disk|this host)$/, '磁盘上没有运行中的系统'],
  [/^does not look like the root of a Linux system$/, '不像一个 Linux 系统的根目录'],
  [/^password hashes are not recorded in pieces$/, '口令哈希不分段记录'],
  [/^a disk runs no kernel$/, '磁盘上没有运行中的内核'],
  [/^capturing needs root or CAP_NET_RAW$/, '抓包需要 root 或 CAP_NET_RAW 权限'],
  [/^there is no such interface$/, '没有这个网络接口'],
  [/^the capture ends early: (.+)$/, '抓包文件提前结束:$1'],
  [/^only the first MiB was read$/, '只读取了前 1 MiB'],
  [/^is no symbolic link$/, '不是符号链接'],
  [/^is no directory$/, '不是目录'],
  [/^is no regular file$/, '不是普通文件'],
  [/^is an? (.+)$/, '类型为 $1,不读取'],
  [/^too large to hash$/, '文件过大,未计算哈希'],
  [/^grew while it was hashed$/, '计算哈希期间文件仍在增长'],
  [/^no raw system calls on this runtime$/, '当前运行环境不支持原始系统调用'],
  [/^extended attributes need raw system calls$/, '扩展属性需要原始系统调用'],
  [/^stopped by an internal error: (.*)$/, '因内部错误中止:$1'],
  [/^path with a NUL$/, '路径含 NUL 字符'],
  [/^path too long or with a NUL$/, '路径过长或含 NUL 字符'],
  [/^too many symbolic links$/, '符号链接层数过多'],
  [/^only the first (\S+) MiB (?:was|were) read$/, '只读取了前 $1 MiB'],
  [/^only the first (\S+) bytes were read$/, '只读取了前 $1 字节'],
  [/^only the first (\S+) (?:sockets|open files) were read$/, '只读取了前 $1 个'],
  [/^only the first (\S+) entries of this container were looked at$/, '该容器只查看了前 $1 项'],
  [/^only the first part was read$/, '只读取了开头部分'],
  [/^only the first 32 MiB or 1,000 lines are told$/, '只列出前 32 MiB 或 1000 行中的内容'],
  [/^only (\S+) cgroups down to depth (\S+) were visited$/, '只遍历了 $1 个 cgroup(深度 $2)'],
  [/^larger than (\S+) MiB$/, '超过 $1 MiB'],
  [/^more than (\S+) entries; those nearest to the top were looked at$/, '超过 $1 项,只查看了靠近顶层的部分'],
  [/^more than (\S+) names; the rest was not looked at$/, '超过 $1 个名字,其余未查看'],
  [/^more than (\S+) (?:sudoers )?files(?: are included)?$/, '文件超过 $1 个,其余未查看'],
  [/^(\S+) files, the first (\S+) were compared$/, '共 $1 个文件,只比对了前 $2 个'],
  [/^(\S+) (?:containers|snapshots|homes), (\S+) looked at$/, '共 $1 个,只查看了 $2 个'],
  [/^(\S+) entries name shared infrastructure and are left out$/, '$1 条指向公共基础设施,已忽略'],
  [/^pids 1 to (\S+) of (\S+) were probed$/, '只探测了 1–$1 号进程(上限 $2)'],
  [/^modules are loaded, yet there is no list of them$/, '已加载内核模块,但没有模块列表'],
  [/^shows another pid namespace than our own$/, '显示的是另一个 PID 命名空间'],
  [/^seen from within a PID namespace$/, '只能看到所在 PID 命名空间内的进程'],
  [/^pidfd_open answers nothing$/, 'pidfd_open 没有任何应答'],
  [/^changes not yet written back are not read$/, '尚未写回的改动未读取'],
  [/^(?:cannot be read|a package header cannot be read)$/, '无法读取'],
  [/^(?:does not answer|did not answer in time)$/, '长时间没有响应'],
  [/^answers to a probe, but its files cannot be read$/, '能探测到该进程,但其 /proc 文件读不到'],
  [/^a mount lies over it and there is no way around$/, '被挂载遮盖且无法绕过'],
  [/^lines (.+)$/, '第 $1 行无法识别'],
  [/^(\S+) records make no sense$/, '$1 条记录不合理'],
  [/^(\S+) declarations lack a field$/, '$1 条声明缺少字段'],
  [/^neither an allow file nor a feed of a known format$/, '既不是授权声明,也不是已知格式的情报'],
  [/^the kernel dropped (\d+) of (\d+) packets, for they came too fast$/, '数据包过快,内核丢弃了 $1 个(共 $2 个)'],
  [/^(\d+) frames were not looked at$/, '$1 帧未查看'],
  [/^(\d+) frames with too many headers$/, '$1 帧封装层数过多'],
  [/^(\d+) flows were given up before their end, for there were too many$/, '会话过多,$1 个未到结束就被放弃'],
  [/^(\d+) rows were too many$/, '记录过多,$1 条未保留'],
  [/^(\d+) bytes of streams are missing in the capture$/, '抓包中缺失 $1 字节的流数据'],
  [/^(\d+) fragmented packets are incomplete in the capture$/, '抓包中有 $1 个分片数据包不完整'],
  [/^encrypted$/, '内容已加密'],
  [/^for other reasons$/, '其他原因'],
  [/^after frame (\d+): cut off in the middle of a record$/, '读到第 $1 帧后:文件在一条记录中间断掉'],
  [/^after frame (\d+): the compressed data is cut off$/, '读到第 $1 帧后:压缩数据不完整'],
  [/^after frame (\d+): the compressed data is broken$/, '读到第 $1 帧后:压缩数据损坏'],
  [/^after frame (\d+): (.+)$/, '读到第 $1 帧后:$2'],
  [/^is no (.+)$/, '不是有效的 $1'],
  [/^holds no restart policy$/, '没有重启策略'],
  [/^Include goes too deep$/, 'Include 嵌套过深'],
  [/^processes that refused to be read: (\S+)$/, '拒绝读取的进程数:$1'],
  [/^mounted with hidepid: processes of other users are not shown to us$/, '以 hidepid 挂载,看不到其他用户的进程'],
  [/^was not recorded$/, '快照中没有记录'],
  [/^not permitted$|^permission denied$/, '没有权限'],
  [/^no such (?:file|process|device)$/, '不存在'],
  [/^no such system call$/, '内核没有该系统调用'],
  [/^input\/output error$/, '读写错误'],
  [/^not possible here$/, '此处不支持'],
  [/^not supported by this file system$/, '文件系统不支持'],
  [/^a part of the path is no directory$/, '路径中有一段不是目录'],
  [/^name too long$/, '名称过长'],
  [/^timed out$/, '超时'],
  [/^error (\d+)$/, '错误码 $1'],
]

const counted = /^(.+): (\d+) conversations, such as (.+)$/

/** The phrase in Chinese; undefined when there are no words for it. */
export function chineseGap(detail: string): string | undefined {
  const [, what, conversations, example] = counted.exec(detail) ?? []
  if (what !== undefined) {
    const chinese = chineseGap(what)
    return chinese && `${chinese}(${conversations} 个会话,例如 ${example})`
  }
  const found = phrases.find(([english]) => english.test(detail))
  return found === undefined ? undefined : detail.replace(found[0], found[1])
}
