// The Docker API open to the network: a container with the host's disk inside.
import { text } from './asking.ts'
import { isAttackOf } from './attacks.ts'
import { serviceWay } from './service-way.ts'

/** What containers are told to run that were made to take their host. */
const payload = /\bchroot\b|\bnsenter\b|\/(?:mnt|host|hostfs)\/|base64|\b(?:curl|wget)\b.*\|\s?(?:ba)?sh|crontab|cron\.d/

export const dockerApi = serviceWay({
  id: 'docker-api',
  summary: text('经对外开放的 Docker API 入侵', 'in through a Docker API that is open to the network'),
  techniques: ['T1190', 'T1610', 'T1611'],
  references: ['https://docs.docker.com/engine/security/protect-access/', 'https://attack.mitre.org/techniques/T1610/'],
  title: text('开放的 Docker API', 'open Docker API'),
  name: { zh: 'Docker API', en: 'the Docker API' },
  services: /^(?:dockerd|docker(?:\.io|-ce|-engine)?|port-237[56])$/,
  lineage: /\bdocker[-/]|containerd-shim|\/docker\b/,
  ports: [2375, 2376, 2377, 4243],
  witnesses: ['docker', 'containerd'],
  attack: e =>
    isAttackOf(/^docker-/)(e) ||
    (e.source === 'docker' && e.verb === 'container' && e.method === 'created' && payload.test(e.command ?? '')),
  remains: ['docker-escape'],
  openBy: /^docker\.(?:tcp=|hosts=tcp)/,
  collect: [
    text(
      '导出容器配置与镜像清单:docker inspect、docker images、docker events',
      'export what containers are: docker inspect, docker images, docker events',
    ),
    text('查看防火墙或安全组记录:谁连接过 2375/2376 端口', 'ask the firewall or the security group who spoke to port 2375/2376'),
  ],
  close: [
    {
      id: 'docker-api-closed',
      title: text('关闭 Docker 的 TCP 监听,或改用双向 TLS(2376)', 'take Docker off TCP, or let it ask for client certificates (2376)'),
      targets: [],
      by: 'hour',
    },
    {
      id: 'docker-rootless',
      title: text('审查特权容器与挂载宿主机根目录的容器', 'go through containers that are privileged or see the host’s root'),
      targets: [],
      by: 'week',
    },
  ],
})
