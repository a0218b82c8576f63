// The first came through a CGI program an hour before and left a shell of his; the second guessed the password and brought the miner.

import { vulnerableCgi } from '../../cgi.ts'
import type { Dress } from '../../dress.ts'
import type { Stage } from '../../stage.ts'
import { guessedIn, weakRoot } from '../../weak-root.ts'

export function dress(dress: Dress): void {
  weakRoot(dress)
  vulnerableCgi(dress)
}

export async function plant(stage: Stage): Promise<void> {
  await stage.http(
    '203.0.113.17',
    `/cgi-bin/diag.cgi?host=${encodeURIComponent('127.0.0.1;id>/var/tmp/.x;echo "#!/bin/sh" >/var/tmp/.sh')}`,
  )
  await guessedIn(stage, '198.51.100.201', { path: '/var/tmp/.s/sshd-net' })
}
