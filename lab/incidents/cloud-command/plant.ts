// The log of the assistant says that a task ran; what it was lies beside it.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  dress.toy({
    unit: 'aliyun',
    user: 'root',
    exe: '/usr/local/share/aliyun-assist/2.2.3.857/aliyun-service',
    title: '/usr/local/share/aliyun-assist/2.2.3.857/aliyun-service',
    home: '/usr/local/share/aliyun-assist',
    play: 'aliyun-assist',
  })
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/usr/sbin/.sysd/sysd-helper', fetch: 'curl' })
  stage.mark('occurrence')
  await stage.http('100.100.45.106', ':7788/', `#!/bin/sh\n${line}\n`)
}
