// Brought in by the owner himself without knowing: a package whose installation ran a script, an image, a plugin, a job of a build server, an installer from the net.
import type { HostEvent } from '../../core/event.ts'
import type { Clues, Observation } from '../../core/trace.ts'
import { pastedInstaller } from '../pasted-installer.ts'
import { hour, msOf } from '../reckoning.ts'
import { before, idsOf, text } from './asking.ts'
import { nearest, serviceWay } from './service-way.ts'

const installer = /^(?:npm|pip|yarn|pnpm)/
const isInstall = (e: HostEvent): boolean =>
  (e.verb === 'package' && (e.source === 'language-packages' || installer.test(e.program ?? ''))) || e.method === 'build-job'
/** Typed by a person: the same, told by a history or by sudo. */
const typedPackage = /\b(?:npm|pnpm|yarn|npx|bun)\s+(?:ci|i|install|add|exec|dlx)\b|\bpip3?\s+install\b/
const typedImage = /\b(?:docker|podman|nerdctl)\s+(?:pull|run)\b/
const typed = new RegExp(`${typedPackage.source}|${typedImage.source}`)

export const supplyChain = serviceWay({
  id: 'supply-chain',
  summary: text(
    '供应链:恶意的 npm/pip 包、镜像、插件、构建任务或安装脚本',
    'supply chain: a malicious npm or pip package, image, plugin, build job or installer',
  ),
  techniques: ['T1195.001', 'T1195.002', 'T1204.003'],
  references: ['https://attack.mitre.org/techniques/T1195/', 'https://docs.npmjs.com/cli/using-npm/scripts'],
  title: text('供应链(包、镜像、插件、构建)', 'supply chain (package, image, plugin, build)'),
  name: { zh: '包管理器或构建任务', en: 'a package manager or build runner' },
  services: /^(?:npm|node(?:js)?|pip3?|python3?(?:-pip)?|dockerd|docker(?:\.io|-ce)?|gitlab-runner|actions-runner)$/,
  lineage:
    /gitlab-runner|actions[.-]runner|Runner\.(?:Listener|Worker)|buildkite-agent|drone-runner|woodpecker-agent|forgejo-runner|^(?:npm|pnpm|yarn|npx|pip3?|node-gyp|node \S*\/(?:npm|pnpm|yarn)\S*)\b|\bnpm (?:install|ci|i)\b/,
  variables:
    /^(?:CI|GITLAB_CI|GITHUB_ACTIONS)=true$|^npm_lifecycle_event=(?:pre|post)?install|^npm_lifecycle_script=|^npm_package_name=|^PIP_(?!CONFIG|INDEX|CACHE|DISABLE|ROOT)/,
  places:
    /\/(?:node_modules\/(?!\.cache)[^/]+|site-packages|dist-packages|_npx|_cacache|wp-content\/plugins|custom_nodes|gitlab-runner\/builds|actions-runner\/_work)\//,
  ports: [],
  witnesses: ['language-packages'],
  attack: e => e.source === 'language-packages' && (e.attack !== undefined || e.verb === 'exploit' || e.verb === 'command'),
  remains: ['image'],
  more: installed,
  deed: clues => {
    const all = installs(clues)
    const named = all.filter(e => e.package !== undefined)
    return nearest(named.length > 0 ? named : all, clues) ?? typedInstall(clues) ?? pastedBy(clues)
  },
  byHand: clues => pastedInstaller(clues) !== undefined,
  collect: [
    text(
      '保存 package-lock.json / requirements.txt、~/.npm/_logs 与安装命令的记录',
      'keep package-lock.json or requirements.txt, ~/.npm/_logs and the record of what was installed',
    ),
    text('保存镜像摘要(docker image inspect)与构建记录', 'keep the digest of the image (docker image inspect) and how it was built'),
  ],
  close: [
    {
      id: 'supply-remove-package',
      title: text(
        '删除该包、镜像或插件,锁定到可信版本后重新安装',
        'remove the package, image or plugin, pin a version you trust and install again',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'supply-no-scripts',
      title: text(
        '安装时不执行脚本(npm ci --ignore-scripts),只用可信的仓库与镜像',
        'let installations run no scripts (npm ci --ignore-scripts), and use registries and images you trust',
      ),
      targets: [],
      by: 'day',
      command: 'npm config set ignore-scripts true --location=global',
    },
    {
      id: 'supply-other-builds',
      title: text('检查使用同一包或镜像的其他主机与流水线', 'look at other hosts and pipelines that use the same package or image'),
      targets: [],
      by: 'day',
    },
  ],
})

/** Something was installed, or a build began, right before the malware was there. */
function* installed(clues: Clues): Generator<Observation> {
  const near = installs(clues)
  const event = nearest(near, clues)
  if (event !== undefined) {
    const what = event.package ?? event.command?.slice(0, 80) ?? ''
    yield {
      id: 'installed-before',
      answer: 'seen',
      text: text(`恶意程序出现前半小时内安装或构建了 ${what}`, `within half an hour before the malware ${what} was installed or built`),
      events: idsOf(near),
    }
  }
  const own = typedInstall(clues)
  if (own !== undefined)
    yield {
      id: 'typed-install',
      answer: 'seen',
      text: text(
        `恶意程序出自安装过程或容器,而本机账户自己输入过:${own.command?.slice(0, 80)}`,
        `the malware comes of an installation or runs in a container, and an account of this host typed: ${own.command?.slice(0, 80)}`,
      ),
      events: [own.id],
    }
  yield* pasted(clues)
}

function* pasted(clues: Clues): Generator<Observation> {
  const found = pastedInstaller(clues)
  if (found === undefined) return
  const command = found.run.command?.slice(0, 80) ?? ''
  const events = [found.run.id]
  switch (found.tie) {
    case 'session':
      yield {
        id: 'pasted-installer',
        answer: 'seen',
        text: text(
          `恶意进程由熟悉的账户会话启动,该账户在其中运行了网上的安装脚本:${command}`,
          `the malware was started in the session of somebody known, who ran an installer from the net: ${command}`,
        ),
        events,
      }
      return
    case 'server':
      yield {
        id: 'pasted-from-its-server',
        answer: 'seen',
        text: text(
          `本机账户自己运行过网上的脚本,与恶意程序来自同一台服务器:${command}`,
          `an account of this host ran a script from the net itself, from the very server of the malware: ${command}`,
        ),
        events,
      }
      return
    case 'time':
      yield {
        id: 'pasted-before',
        answer: 'seen',
        text: text(
          `恶意程序出现前不久,熟悉的账户运行了网上的安装脚本:${command}`,
          `shortly before the malware somebody known ran an installer from the net: ${command}`,
        ),
        events,
      }
  }
}

/** A history without times only tells that it was typed: at the latest when the malware was there. */
function pastedBy(clues: Clues): HostEvent | undefined {
  const run = pastedInstaller(clues)?.run
  const { anchor } = clues
  return run?.clock === 'order' && anchor !== undefined ? { ...run, at: anchor.at, spread: anchor.spread } : run
}

function installs(clues: Clues): readonly HostEvent[] {
  const { anchor } = clues
  if (anchor === undefined) return []
  return before(clues, e => isInstall(e) || ((e.verb === 'command' || e.verb === 'privilege') && typed.test(e.command ?? ''))).filter(
    e => e.clock !== 'order' && Math.abs(msOf(anchor.at) - msOf(e.until ?? e.at)) <= hour / 2,
  )
}

/** A history without times tells that it was done, not when: it counts where the malware itself is of that kind. */
function typedInstall({ events, standing }: Clues): HostEvent | undefined {
  const isAny = (like: RegExp): boolean => standing.causal.some(c => like.test(`${c.key}=${c.value}`))
  const kind = isAny(/^(?:npm_|PIP_)/)
    ? typedPackage
    : isAny(/^container=|^cgroup=.*(?:\bdocker-[\da-f]{12}|\/docker\/)/)
      ? typedImage
      : undefined
  return kind && events.findLast(e => (e.verb === 'command' || e.verb === 'privilege') && kind.test(e.command ?? ''))
}
