// A container made to take its host: the host's root inside of it, and a shell or bare image that uses it.
import { type Detector, say } from '../core/detector.ts'
import type { Container } from '../core/facts/container.ts'
import { evidence } from '../core/finding.ts'

/** Images without a purpose of their own. */
const bare =
  /^(?:(?:docker\.io|index\.docker\.io|ghcr\.io|quay\.io|registry\.[^/]+)\/)?(?:library\/)?(?:alpine|busybox|ubuntu|debian|centos|fedora|rockylinux|almalinux|amazonlinux|bash|python|node)(?:[:@].*)?$/
/** Commands that step out into the host's tree. */
const outward =
  /\b(?:chroot|nsenter|unshare)\b|\/etc\/cron|\/cron\.d\/|authorized_keys|(?:curl|wget)\b[^|;]*[|;]\s*(?:ba|da)?sh\b|base64\s+-d/

export const containerEscapeSetup: Detector = {
  id: 'container-escape-setup',
  summary: { zh: '容器被配置为可控制宿主机', en: 'a container set up to take over its host' },
  techniques: ['T1611', 'T1610'],
  references: ['https://attack.mitre.org/techniques/T1611/', 'https://docs.docker.com/engine/security/protect-access/'],
  needs: ['containers'],
  *detect({ containers }) {
    for (const container of containers) {
      if (!container.hostMounts.some(path => path === '/' || /^\/{2,}$/.test(path))) continue
      const command = container.command.join(' ')
      const steps = outward.test(command)
      const kept = /^(?:always|unless-stopped)$/.test(container.restartPolicy)
      const idle = bare.test(container.image) && container.privileged && kept
      if (!steps && !idle) continue
      yield say(this, {
        title: {
          zh: `容器 ${nameOf(container)} 挂载了宿主机根目录并可从中逃逸`,
          en: `the container ${nameOf(container)} has the host's root mounted and steps out into it`,
        },
        about: [container.id, ...container.processes],
        evidence: [evidence('container', container.path ?? container.containerId, describe(container))],
        severity: 'medium',
        confidence: steps ? 0.65 : 0.4,
        class: 'persistence',
        signal: 'intrusion',
        why: {
          zh: '攻击者利用暴露的 Docker API 或 kubelet 时,常以基础镜像创建特权容器、挂载“/”并 chroot,从而写入宿主机的计划任务与密钥。',
          en: 'Through an open Docker API attackers start a bare image, privileged, with "/" mounted, and chroot into it to write cron jobs and keys.',
        },
      })
    }
  },
}

function nameOf({ name, containerId }: Container): string {
  return name === '' ? containerId.slice(0, 12) : name
}

function describe({ image, command, privileged, hostMounts, restartPolicy }: Container): string {
  return `${image} · ${command.join(' ')} · mounts ${hostMounts.join(', ')} · privileged ${privileged} · restart ${restartPolicy}`
}
