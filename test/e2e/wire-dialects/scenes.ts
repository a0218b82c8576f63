// Which conversation is held on which port of the loopback, in which disguise and inside which carrier.
import { type Expected, type Talk, talks } from '../../mining-talks.ts'

export type Carrier = 'bare' | 'pieces' | 'disguised' | 'no line ends' | 'socks5' | 'socks4a' | 'connect' | 'websocket'

export interface Scene {
  readonly name: string
  readonly port: number
  readonly carrier: Carrier
  readonly talk: Talk
  readonly is: Expected
}

export const poolName = 'pool.example.org:3333'
/** In the last packet of all. */
export const theEnd = 'all talks are over'
const carriers: readonly Carrier[] = ['bare', 'pieces', 'disguised', 'no line ends', 'socks5', 'socks4a', 'connect', 'websocket']

export const scenes: readonly Scene[] = Object.entries(talks)
  .flatMap(([name, { talk, is }]) => {
    const isHttp = talk[0]![1].startsWith('POST')
    return carriers
      .filter(carrier => !isHttp || !['disguised', 'no line ends', 'websocket'].includes(carrier))
      .map(carrier => ({ name, carrier, talk, is }))
  })
  .map((scene, i) => ({ ...scene, port: 20_000 + i }))
