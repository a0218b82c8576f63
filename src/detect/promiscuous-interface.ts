// A network interface that listens to everything.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'

/** Interfaces that bridges, containers and virtual machines set so themselves. */
const virtual =
  /^(?:veth|docker|br|virbr|vnet|vmnet|tap|tun|cali|cni|flannel|lxc|lxd|ovs|bond|team|dummy|macv|ipvl|kube|cilium|weave|fwpr|fwln|fwbr|vmbr|lo$)/

export const promiscuousInterface: Detector = {
  id: 'promiscuous-interface',
  summary: { zh: '网卡处于混杂模式', en: 'a network interface in promiscuous mode' },
  techniques: ['T1040'],
  references: ['https://attack.mitre.org/techniques/T1040/'],
  needs: ['interfaces'],
  *detect({ interfaces }) {
    for (const { name, promiscuous, enslaved } of interfaces) {
      if (!promiscuous || enslaved === true || virtual.test(name)) continue
      yield say(this, {
        title: { zh: `网卡 ${name} 处于混杂模式`, en: `the interface ${name} is in promiscuous mode` },
        about: [entity('host', 'network')],
        evidence: [evidence('host', `/sys/class/net/${name}/flags`, 'IFF_PROMISC')],
        severity: 'low',
        confidence: 0.1,
        class: 'access',
        signal: 'context',
        why: { zh: '有程序在抓取所有经过的流量。', en: 'Some program captures all traffic that passes.' },
        whyNot: { zh: '抓包、入侵检测与虚拟化都会如此。', en: 'Packet capture, intrusion detection and virtualisation do it too.' },
      })
    }
  },
}
