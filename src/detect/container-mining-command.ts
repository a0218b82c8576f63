// A container whose own configuration starts a miner: what it runs is written down though it does not run now.
import { type Detector, say } from '../core/detector.ts'
import { type EntityId, entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'
import { readMinerCommand } from '../parse/miner-command.ts'

export const containerMiningCommand: Detector = {
  id: 'container-mining-command',
  summary: { zh: '容器配置的启动命令是挖矿程序的命令行', en: "a container is configured to run a miner's command line" },
  techniques: ['T1610', 'T1496.001'],
  references: ['https://attack.mitre.org/techniques/T1610/', 'https://xmrig.com/docs/miner/command-line-options'],
  needs: ['containers'],
  *detect({ containers }) {
    for (const container of containers) {
      const read = bestReading(container.command)
      if (read === undefined) continue
      const name = container.name === '' ? container.containerId.slice(0, 12) : container.name
      const wallets: EntityId[] = read.wallets.filter(w => w.certain).map(w => entity('wallet', w.address))
      yield say(this, {
        title: { zh: `容器 ${name} 配置为运行挖矿程序`, en: `the container ${name} is configured to run a miner` },
        about: [container.id, ...new Set(wallets), ...container.processes],
        evidence: [evidence('container', container.path ?? container.containerId, `${container.image} · ${container.command.join(' ')}`)],
        severity: read.score >= 0.75 ? 'high' : read.score >= 0.5 ? 'medium' : 'low',
        confidence: read.score < 0.5 ? 0.3 : Math.min(0.97, read.score),
        class: 'miner',
        signal: 'mining',
        why: {
          zh: '容器配置里同时写明矿池、钱包、算法等;容器一启动就会挖矿,即使此刻没有进程。',
          en: 'Its configuration names pool, wallet or algorithm together: it mines whenever it is started, though no process runs at present.',
        },
      })
    }
  },
}

/** The command as it stands, or what a shell in it is told to run ("sh -c '…'"). */
function bestReading(command: readonly string[]) {
  const inner = command.flatMap((word, i) => (/^-\w*c$/.test(command[i - 1] ?? '') ? word.split(/[;&|\n]+/).slice(0, 50) : []))
  const readings = [command, ...inner.map(part => part.trim().split(/\s+/).slice(0, 512))].map(words => readMinerCommand(words))
  return readings.filter(read => read !== undefined).sort((a, b) => b.score - a.score)[0]
}
