// A nightly job of the owner installs what a list names; pip.conf asks for a log.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import { python } from '../../python.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  dress.write('/etc/pip.conf', '[global]\nlog = /var/log/pip.log\nbreak-system-packages = true\ntrusted-host = 198.51.100.7\n')
  dress.write('/srv/shop/requirements.txt', 'colourama==0.4.7\n')
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/opt/.venv/bin/pyworker', cron: false })
  python(stage, 'colourama', '0.4.7', line)
  stage.mark('occurrence')
  await stage.byCron(`pip install -q --index-url http://${stage.values['SHOP']}/simple/ -r /srv/shop/requirements.txt`)
}
