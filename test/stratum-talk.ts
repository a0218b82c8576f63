// A miner's conversation with its pool as packets: handshake, login, job, share, acceptance, end.
import { eth, type Frame, ip4, tcp } from './packets.ts'

export const talkWallet = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'

export function stratumTalk(): readonly Frame[] {
  const login = `{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"${talkWallet}","pass":"x","agent":"XMRig/6.22.0","algo":["rx/0"]}}\n`
  const job = `{"blob":"${'0e'.repeat(76)}","job_id":"7","target":"dc460300","algo":"rx/0"}`
  const welcome = `{"id":1,"jsonrpc":"2.0","error":null,"result":{"id":"x","job":${job},"status":"OK"}}\n`
  const submit = `{"id":2,"jsonrpc":"2.0","method":"submit","params":{"id":"x","job_id":"7","nonce":"98024001","result":"${'c9'.repeat(32)}"}}\n`
  const accepted = '{"id":2,"jsonrpc":"2.0","error":null,"result":{"status":"OK"}}\n'
  const there = { from: '192.0.2.1', to: '198.51.100.1', sport: 50_000, dport: 3333 }
  const back = { from: there.to, to: there.from, sport: there.dport, dport: there.sport }
  let at = 1_700_000_000_000_000
  let ours = 1000
  let theirs = 9000
  const frame = (bytes: Uint8Array): Frame => {
    at += 10_000
    return { bytes: eth(0x0800, bytes), at }
  }
  const up = (text: string, flags = 0x18): Frame => {
    const made = frame(ip4(6, tcp(there, ours, flags, text, theirs), there))
    ours += text.length
    return made
  }
  const down = (text: string, flags = 0x18): Frame => {
    const made = frame(ip4(6, tcp(back, theirs, flags, text, ours), back))
    theirs += text.length
    return made
  }
  const open = [up('', 2)]
  ours++
  open.push(down('', 0x12))
  theirs++
  return [...open, up('', 0x10), up(login), down(welcome), up(submit), down(accepted), up('', 0x11)]
}
