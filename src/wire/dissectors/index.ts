// All dissectors of the wire, one per protocol; probed in this order where a first byte may be of several.
import type { Dissector } from '../../core/dissector.ts'
import { coinNode } from './coin-node.ts'
import { dnsTcp } from './dns-tcp.ts'
import { dns } from './dns.ts'
import { echo } from './echo.ts'
import { http } from './http.ts'
import { httpConnect } from './http-connect.ts'
import { miningHttp } from './mining-http.ts'
import { socks } from './socks.ts'
import { stratum } from './stratum.ts'
import { stratum2 } from './stratum-2.ts'
import { tls } from './tls.ts'
import { websocket } from './websocket.ts'

export const dissectors: readonly Dissector[] = [
  tls,
  dns,
  dnsTcp,
  echo,
  stratum,
  stratum2,
  socks,
  coinNode,
  httpConnect,
  websocket,
  miningHttp,
  http,
]
