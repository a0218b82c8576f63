// The lab's own Internet: a network namespace in which every address answers, joined to one host by a cable. Nothing leaves it.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { must } from './command.ts'
import { type Identity, identify } from './identity.ts'
import { node, project } from './places.ts'

/** Starts the scripted pool in a new network namespace where it holds all IPv4 addresses; `port` is one more that it answers on. */
export async function startInternet(port: string): Promise<Identity> {
  const child = spawn('unshare', ['--net', node, join(project, 'lab/pool.ts'), port], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  child.unref()
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the scripted pool did not start')), 20_000)
    child.stdout.once('data', () => {
      clearTimeout(timer)
      child.stdout.destroy()
      resolve()
    })
    child.once('exit', status => reject(new Error(`the scripted pool ended with ${status}`)))
  })
  child.removeAllListeners('exit')
  const who = identify(child.pid ?? 0)
  if (who === undefined) throw new Error('the scripted pool ended')
  const ip = (...args: string[]) => must('nsenter', ['-t', `${who.pid}`, '-n', 'ip', ...args])
  await ip('link', 'set', 'lo', 'up')
  await ip('route', 'add', 'local', 'default', 'dev', 'lo')
  return who
}

/** Lays the cable: the host is 10.77.0.2 and sends everything to 10.77.0.1. */
export async function cable(internet: Identity, leader: Identity): Promise<void> {
  const at = (who: Identity, ...args: string[]) => must('nsenter', ['-t', `${who.pid}`, '-n', 'ip', ...args])
  await at(internet, 'link', 'add', 'uplink', 'type', 'veth', 'peer', 'name', 'eth0')
  await at(internet, 'link', 'set', 'eth0', 'netns', `${leader.pid}`)
  await at(internet, 'addr', 'add', '10.77.0.1/24', 'dev', 'uplink')
  await at(internet, 'link', 'set', 'uplink', 'up')
  await at(leader, 'addr', 'add', '10.77.0.2/24', 'dev', 'eth0')
  await at(leader, 'link', 'set', 'eth0', 'up')
  await at(leader, 'route', 'add', 'default', 'via', '10.77.0.1')
}
