// All dissectors of the wire, one per protocol; probed in this order where a first byte may be of several.
import type { Dissector } from '../../core/dissector.ts'
import { bareFile } from './bare-file.ts'
import { coinNode } from './coin-node.ts'
import { dns } from './dns.ts'
import { dnsTcp } from './dns-tcp.ts'
import { duino } from './duino.ts'
import { echo } from './echo.ts'
import { ftp } from './ftp.ts'
import { http } from './http.ts'
import { httpConnect } from './http-connect.ts'
import { http2 } from './http2.ts'
import { iiop } from './iiop.ts'
import { javaObjects } from './java-objects.ts'
import { mysql } from './mysql.ts'
import { notebook } from './notebook.ts'
import { openDoors } from './open-doors.ts'
import { openwire } from './openwire.ts'
import { plots } from './plots.ts'
import { postgresql } from './postgresql.ts'
import { quic } from './quic.ts'
import { rdp } from './rdp.ts'
import { redis } from './redis.ts'
import { smb } from './smb.ts'
import { socks } from './socks.ts'
import { ssh } from './ssh.ts'
import { starttls } from './starttls.ts'
import { stratum } from './stratum.ts'
import { stratum2 } from './stratum-2.ts'
import { tds } from './tds.ts'
import { telnet } from './telnet.ts'
import { tftp } from './tftp.ts'
import { tls } from './tls.ts'
import { vnc } from './vnc.ts'
import { websocket } from './websocket.ts'

export const dissectors: readonly Dissector[] = [
  tls,
  dns,
  quic,
  dnsTcp,
  echo,
  notebook,
  stratum,
  stratum2,
  duino,
  plots,
  socks,
  coinNode,
  httpConnect,
  ssh,
  ftp,
  redis,
  postgresql,
  mysql,
  http2,
  http,
  bareFile,
  tftp,
  openwire,
  openDoors,
  javaObjects,
  iiop,
  tds,
  smb,
  rdp,
  telnet,
  starttls,
  vnc,
  websocket,
]
