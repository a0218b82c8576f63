// The kubelet's API without authentication: commands run in any pod of the node.
import { text } from './asking.ts'
import { inLogOf, isAttackOf } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const kubelet = serviceWay({
  id: 'kubelet',
  summary: text('经未鉴权的 kubelet 接口入侵', 'in through a kubelet that lets anybody run commands in pods'),
  techniques: ['T1190', 'T1609'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/'],
  title: text('未鉴权的 kubelet', 'kubelet without authentication'),
  name: { zh: 'kubelet', en: 'the kubelet' },
  services: /^(?:kubelet|port-1025[05])$/,
  lineage: /kubepods/,
  ports: [10250, 10255],
  witnesses: ['kubelet'],
  attack: e => isAttackOf(/^kubelet-/)(e) || inLogOf('kubelet', ['exploit'])(e),
  openBy: /^kubelet\.anonymous=true/,
  collect: [text('查看防火墙或安全组记录:谁连接过 10250 端口', 'ask the firewall or the security group who spoke to port 10250')],
  close: [
    {
      id: 'kubelet-no-anonymous',
      title: text(
        'kubelet 关闭匿名访问(authentication.anonymous.enabled=false,authorization.mode=Webhook)',
        'let the kubelet take nobody unknown (authentication.anonymous.enabled=false, authorization.mode=Webhook)',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'kubelet-port-closed',
      title: text('对公网关闭 10250、10255 端口', 'close ports 10250 and 10255 to the net'),
      targets: [],
      by: 'hour',
    },
  ],
})
