// A shell whose input and output are a network connection: a reverse or bind shell.
import { type Detector, say } from '../core/detector.ts'
import type { Socket } from '../core/facts/network.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import { exeEvidence, isProgram, labelOf } from './process-words.ts'
import { isShell } from './program-place.ts'

export const socketShell: Detector = {
  id: 'socket-shell',
  summary: {
    zh: '输入输出接在网络连接上的 shell(反弹 shell)',
    en: 'a shell whose input and output are a network connection (reverse shell)',
  },
  techniques: ['T1059.004', 'T1095'],
  references: ['man:proc_pid_fd(5)', 'man:bash(1)'],
  needs: ['processes', 'sockets'],
  *detect({ processes, sockets }) {
    const byInode = new Map(sockets.filter(s => s.inode !== 0 && s.protocol !== 'packet').map(s => [s.inode, s]))
    const byId = new Map(processes.map(p => [p.id, p]))
    for (const process of processes) {
      if (!isProgram(process) || !isShell(process.exe?.path ?? '')) continue
      const socket = standardSocket(process, byInode)
      if (socket === undefined) continue
      const served = isServed(process, process.parent === undefined ? undefined : byId.get(process.parent))
      const { address, port } = socket.remote
      yield say(this, {
        title: {
          zh: `shell ${labelOf(process)} 的输入输出连到 ${address}:${port}`,
          en: `input and output of shell ${labelOf(process)} go to ${address}:${port}`,
        },
        about: [process.id, socket.id],
        evidence: [
          evidence(
            'proc',
            `/proc/${process.pid}/fd/0`,
            `socket:[${socket.inode}] ${socket.local.address}:${socket.local.port} → ${address}:${port}`,
          ),
          exeEvidence(process),
        ],
        severity: served ? 'low' : 'high',
        confidence: served ? 0.2 : 0.9,
        class: 'access',
        signal: 'intrusion',
        why: {
          zh: '终端会话和 ssh 命令用的是伪终端或本地套接字;直接接在网络连接上的 shell 由远端操纵。',
          en: 'Terminals and ssh commands use a pty or local sockets; a shell straight on a network connection is driven from afar.',
        },
        whyNot: served
          ? {
              zh: '由 inetd 类服务按连接启动的脚本也是这样。',
              en: 'Scripts that inetd or a socket unit starts for each connection look the same.',
            }
          : undefined,
      })
    }
  },
}

/** The network socket that is both standard input and an output; local (AF_UNIX) sockets are in no table of these. */
function standardSocket({ open }: Process, byInode: ReadonlyMap<number, Socket>): Socket | undefined {
  const inodeAt = (fd: number): string | undefined => /^socket:\[(\d+)\]$/.exec(open.find(file => file.fd === fd)?.target ?? '')?.[1]
  const input = inodeAt(0)
  return input !== undefined && (input === inodeAt(1) || input === inodeAt(2)) ? byInode.get(Number(input)) : undefined
}

function isServed(process: Process, parent: Process | undefined): boolean {
  return (
    /^(?:x?inetd|tcpserver|tcpsvd)$/.test(parent?.name ?? '') ||
    (process.ppid === 1 && process.cgroup.some(line => /@[^/]+\.service$/.test(line)))
  )
}
