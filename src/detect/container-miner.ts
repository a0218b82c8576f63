// A container whose image is known or named for mining.
import { type Detector, say } from '../core/detector.ts'
import type { Container } from '../core/facts/container.ts'
import { evidence } from '../core/finding.ts'

/** Images of documented attacks. */
const malicious = /(?:^|\/)(?:kannix\/monero-miner|marumira\/jido|dockmylife\/memorytest)(?:[:@]|$)/i
/** Programs that mine, as a whole word of the repository's name. */
const miners =
  /(?:^|[/_-])(?:xmrig|xmr-?stak|moneroocean|monero-?miner|xmr-?miner|cpu-?miner(?:-multi|-opt)?|minerd|cryptonight|t-?rex-?miner|nbminer|gminer|lolminer|phoenixminer|teamredminer|ethminer|srbminer(?:-multi)?|bzminer|rigel|nanominer|crypto-?miner)(?=[/_:@-]|$)/i
/** Sell the host's bandwidth; some owners do so on purpose. */
const proxyware =
  /(?:^|\/)(?:traffmonetizer\/|bitping\/|repocket\/|earnfm\/|iproyal\/pawns|honeygain\/|packetstream\/|proxyrack\/|peer2profit\/|packetshare\/|speedshare\/)/i

export const containerMiner: Detector = {
  id: 'container-miner',
  summary: { zh: '挖矿镜像的容器', en: 'a container of a mining image' },
  techniques: ['T1610', 'T1496.001'],
  references: ['https://attack.mitre.org/techniques/T1610/', 'https://github.com/docker/hub-feedback/issues/1807'],
  needs: ['containers'],
  *detect({ containers }) {
    for (const container of containers) {
      const known = malicious.test(container.image)
      const miner = known || miners.test(container.image)
      if (!miner && !proxyware.test(container.image)) continue
      yield say(this, {
        title: miner
          ? { zh: `挖矿镜像 ${container.image} 的容器`, en: `a container of the mining image ${container.image}` }
          : { zh: `带宽变现镜像 ${container.image} 的容器`, en: `a container of ${container.image}, which sells this host's bandwidth` },
        about: [container.id, ...container.processes],
        evidence: [evidence('container', container.path ?? container.containerId, describe(container))],
        severity: miner ? (container.running ? 'high' : 'medium') : 'low',
        confidence: known ? 0.95 : miner ? 0.75 : 0.3,
        class: miner ? 'miner' : 'provenance',
        signal: miner ? 'mining' : 'intrusion',
        techniques: miner ? this.techniques : ['T1610', 'T1496.002'],
        why: miner
          ? {
              zh: '镜像名就是挖矿程序。经暴露的 Docker API 植入的容器通常设有自动重启,删除进程后会再次拉起。',
              en: 'The image is named for a miner. Containers planted through an open Docker API restart by themselves when their process is killed.',
            }
          : {
              zh: '此类镜像把主机带宽转卖给他人,常被入侵者顺手部署;也有人自愿运行,请向负责人确认。',
              en: "Such images sell the host's bandwidth. Intruders like to add them; some owners run them on purpose: ask.",
            },
      })
    }
  },
}

function describe({ image, name, command, restartPolicy, running }: Container): string {
  return `${image} as ${name} · ${command.join(' ')} · restart ${restartPolicy} · ${running ? 'running' : 'stopped'}`
}
