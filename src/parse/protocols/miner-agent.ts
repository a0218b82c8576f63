// Whether a client's name of itself is that of a miner: "XMRig/6.22.0 (Linux x86_64)", "EWBF 0.3.4b", "xmr-stak-cpu/1.3.0".
import { minerPrograms } from '../mining-words.ts'

const families =
  /^(?:xmr-?(?:stak|ig)|cpuminer|ethminer|claymore|phoenix(?:miner)?|t-?rex|nsfminer|bfgminer|cgminer|sgminer|ccminer|bosminer|braiins|antminer|whatsminer|nicehash|minergate|jce|jceminer|rhminer|gpuminer|nheq|lolminer|nbminer|gminer|bzminer|srbminer)/i

export function namesMiner(agent: string): boolean {
  const name = /^[a-z0-9_-]+/i.exec(agent.trim())?.[0]?.toLowerCase() ?? ''
  return name !== '' && (minerPrograms.has(name) || families.test(name) || /(?:^|[-_])miner$|^miner[-_]|hminer$/.test(name))
}
