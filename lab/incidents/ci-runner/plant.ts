// The runner executes in the shell of its host. Its words lie in the journal and in syslog.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  dress.account('gitlab-runner')
  dress.toy({
    unit: 'gitlab-runner',
    user: 'root',
    exe: '/usr/bin/gitlab-runner',
    title: '/usr/bin/gitlab-runner run --working-directory /home/gitlab-runner --config /etc/gitlab-runner/config.toml',
    home: '/etc/gitlab-runner',
    play: 'gitlab-runner',
    env: { RUNNER: '1000' },
  })
}

export async function plant(stage: Stage): Promise<void> {
  const script = dropper(stage, { path: '/home/gitlab-runner/.cache/go-build/go-cached', fetch: 'curl' })
  const file = `build:\n  script:\n    - make\n    - ${script}\n`
  const job = { job: '4711', url: 'https://git.example.com/shop/web.git', project: 'shop/web', file, script }
  stage.mark('occurrence')
  await stage.http('198.51.100.30', ':8093/', JSON.stringify(job))
}
