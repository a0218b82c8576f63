// davylamp, the session it was started from, and what it started: the operator must not be cut off.
import { type Guard, ofProcesses } from './guard.ts'

export const ownSession: Guard = {
  id: 'own-session',
  summary: { zh: '不触碰 davylamp 自身及操作者的会话', en: 'davylamp itself and the session of its operator are left alone' },
  refuse: ofProcesses(({ pid, name }, _, { session }) =>
    session.has(pid)
      ? {
          zh: `${name}(${pid})属于您当前的会话或 davylamp 自身,停止它会让您失去连接。`,
          en: `${name} (${pid}) belongs to your own session or to davylamp: stopping it would cut you off.`,
        }
      : undefined,
  ),
}
