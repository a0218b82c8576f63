// Which coin a conversation mines: from the job, the wallet, the algorithm, the password, the dialect and the pool's name, the surest first.
import type { Stratum } from '../../core/facts/wire.ts'
import { coinOfName } from '../../parse/protocols/coin-of-name.ts'
import { coinOfPrefix } from '../../parse/wallet/prefix.ts'
import { walletOf } from '../../parse/wallet.ts'

/** Algorithms that one coin of any weight is mined with (xmrig.com/docs/algorithms, and the miners' own help texts). */
const coinOfAlgorithm: Readonly<Record<string, string>> = {
  'rx/0': 'XMR',
  'rx/wow': 'WOW',
  'rx/arq': 'ARQ',
  'rx/sfx': 'SFX',
  'rx/yada': 'YDA',
  'rx/graft': 'GRFT',
  'cn-heavy/xhv': 'XHV',
  'cn/ccx': 'CCX',
  'cn/gpu': 'RYO',
  'argon2/chukwav2': 'TRTL',
  'astrobwt/v2': 'DERO',
  panthera: 'XLA',
  sha3x: 'XTM',
  gr: 'RTM',
  ghostrider: 'RTM',
  kheavyhash: 'KAS',
  beamhash: 'BEAM',
  etchash: 'ETC',
  verushash: 'VRSC',
  autolykos2: 'ERG',
  octopus: 'CFX',
  equihash144_5: 'ZHASH',
}

/** The coin that a job's own algorithm tells: a miner names all that it knows, a job one. */
export function coinOfJob(algorithm: string): string | undefined {
  return coinOfAlgorithm[algorithm.toLowerCase()]
}

/** Dialects that one coin is mined with. */
const coinOfDialect: Readonly<Record<string, string>> = {
  kaspa: 'KAS',
  grin: 'GRIN',
  beam: 'BEAM',
  dero: 'DERO',
  xelis: 'XEL',
  nimiq: 'NIM',
  hathor: 'HTR',
  nervos: 'CKB',
  alephium: 'ALPH',
  ironfish: 'IRON',
  qatum: 'QUBIC',
  plots: 'SIGNA',
  duino: 'DUCO',
}

/** Proof of work on Ethereum ended on this day; ever since its dialects serve Ethereum Classic and smaller kin. */
const merge = '2022-09-15'

/** From this day on Ravencoin is mined by KawPow alone. */
const kawpowDay = '2020-05-06'

/** KawPow's kin have addresses of another first letter. */
function kawpowCoin(login: string, paid: string | undefined): string | undefined {
  if (/^E[1-9A-HJ-NP-Za-km-z]{33}/.test(login)) return 'EVR'
  if (/^a[1-9A-HJ-NP-Za-km-z]{33}/.test(login)) return 'FIRO'
  return paid === undefined || paid === 'RVN' ? 'RVN' : undefined
}

/** `said`: the ticker that the job itself named. */
export function coinOf(
  row: Pick<Stratum, 'dialect' | 'login' | 'wallets' | 'algorithms' | 'password' | 'agent' | 'pool' | 'at'>,
  said: string | undefined,
): string | undefined {
  const paid = row.wallets[0] === undefined ? undefined : walletOf(row.wallets[0])?.coin
  // Pools that pay in another coin are told which by the password: "c=LTC,zap=RVN", "mc=DOGE".
  const asked = /(?:^|[,;&])(?:zap|mc|c)=([A-Za-z0-9]{2,6})(?:$|[,;&/-])/.exec(row.password)?.[1]?.toUpperCase()
  if (row.dialect === 'ghostrider') return 'RTM'
  const named = coinOfPrefix(row.login)
  if (named !== undefined) return named
  if (said !== undefined) return said
  if (row.algorithms.length === 1 || row.dialect !== 'cryptonote') {
    const byAlgorithm = row.algorithms.map(coinOfJob).find(coin => coin !== undefined)
    if (byAlgorithm !== undefined) return byAlgorithm
  }
  switch (row.dialect) {
    case 'kawpow':
      return kawpowCoin(row.login, paid) ?? asked
    case 'ethproxy':
    case 'ethereumstratum-1':
    case 'ethereumstratum-2': {
      if (paid === 'KAS') return paid
      const fork = coinOfName(row.pool)
      return fork ?? (paid === undefined || paid === 'ETH' ? (row.at < merge ? 'ETH' : 'ETC') : paid)
    }
    case 'zec':
      // Komodo's and Verus' addresses have the version byte of Ravencoin's.
      return paid === 'RVN' ? (/verus|hellminer|ccminer/i.test(row.agent) ? 'VRSC' : 'KMD') : (paid ?? 'ZEC')
    case 'stratum-1':
      return paid === 'RVN' && row.at >= kawpowDay ? asked : (paid ?? asked ?? coinOfName(row.pool))
    default:
      return coinOfDialect[row.dialect] ?? paid ?? asked ?? coinOfName(row.pool)
  }
}
