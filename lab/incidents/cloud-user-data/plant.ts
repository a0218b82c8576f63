// Nobody ever logged in: the first boot ran what whoever ordered the machine had written.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.write(
    '/usr/bin/cloud-init-scripts',
    `#!/bin/sh
now() { date -u '+%Y-%m-%d %H:%M:%S,%3N'; }
part=/var/lib/cloud/instance/scripts/part-001
mkdir -p /var/lib/cloud/instance/scripts
cp /var/lib/cloud/seed/user-data $part; chmod 700 $part
cp $part /var/lib/cloud/instance/user-data.txt
echo "$(now) - util.py[DEBUG]: Cloud-init v. 22.4.2 running 'modules:final' at $(date -uR). Up 5.10 seconds." >>/var/log/cloud-init.log
echo "$(now) - helpers.py[DEBUG]: Running config-scripts-user using lock (<FileLock using file '/var/lib/cloud/instances/i-0f3a/sem/config_scripts_user'>)" >>/var/log/cloud-init.log
echo "$(now) - subp.py[DEBUG]: Running command ['$part'] with allowed return codes [0] (shell=False, capture=False)" >>/var/log/cloud-init.log
$part >>/var/log/cloud-init-output.log 2>&1
echo "Cloud-init v. 22.4.2 finished at $(date -uR). Datasource DataSourceEc2Local.  Up 7.01 seconds" >>/var/log/cloud-init-output.log
`,
    { mode: 0o755 },
  )
  dress.write(
    '/etc/systemd/system/cloud-final.service',
    '[Unit]\nDescription=Execute cloud user/final scripts\n\n[Service]\nType=oneshot\nRemainAfterExit=yes\nKillMode=process\nExecStart=/usr/bin/cloud-init-scripts\n',
  )
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/opt/.sys/kworkerd' })
  await stage.inside('mkdir -p /var/lib/cloud/seed; cat >/var/lib/cloud/seed/user-data', { input: `#!/bin/bash\n${line}\n` })
  stage.mark('occurrence')
  await stage.inside('systemctl start cloud-final.service')
}
