import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { dockerdLog } from './dockerd-log.ts'

const told = (...lines: string[]) =>
  draftsOf(dockerdLog, '/var/log/docker.log', ...lines.map(line => `time="2026-11-22T01:03:04.123456789Z" ${line}`)).map(d =>
    [d.verb, d.outcome, d.method, d.target, d.container, d.request, d.command, d.attack].filter(x => x !== undefined).join(' '),
  )
const id = '8f2e0b5a7c1d'.padEnd(64, '0')

test('an open API, calls, containers of Docker and of CRI', () => {
  assert.deepEqual(
    told(
      'level=warning msg="Binding to IP address without --tlsverify is insecure and gives root access on this machine to everyone who has access to your network." host="tcp://0.0.0.0:2375"',
      'level=info msg="API listen on [::]:2375"',
      'level=error msg="Handler for POST /v1.41/containers/create returned error: No such image: alpine:latest"',
      'level=debug msg="Calling POST /v1.24/containers/create?name=x"',
      `level=info msg="starting signal loop" namespace=moby path=/run/containerd/io.containerd.runtime.v2.task/moby/${id} pid=4711 runtime=io.containerd.runc.v2`,
      `level=info msg="ignoring event" container=${id} module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"`,
      'level=info msg="PullImage \\"docker.io/evil/miner:latest\\""',
      'level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:xmr,Uid:0a1b,Namespace:default,Attempt:0,}"',
      `level=info msg="Exec for \\"${id}\\" with command [sh -c id] , tty true and stdin true"`,
      'level=info msg="Daemon has completed initialization"',
    ),
    [
      'configured without tls docker-open-api',
      'configured listen [::]:2375 docker-open-api',
      'request failure No such image: alpine:latest POST /v1.41/containers/create',
      'request POST /v1.24/containers/create?name=x',
      'container started 8f2e0b5a7c1d',
      'container ended 8f2e0b5a7c1d',
      'container pull docker.io/evil/miner:latest',
      'container pod xmr',
      'container exec 8f2e0b5a7c1d sh -c id',
      'unit started',
    ],
  )
})

test('near misses: the local socket, other lines, words inside of a value', () => {
  assert.deepEqual(
    told(
      'level=info msg="API listen on /run/docker.sock"',
      'level=info msg="Loading containers: start."',
      'level=warning msg="x msg=\\"API listen on [::]:2375\\""',
      'level=info error="y\\" msg=\\"API listen on [::]:2375" msg=ok',
      `level=info msg="ExecSync for \\"${id}\\" with command [healthcheck] and timeout 10 (s)"`,
    ),
    [],
  )
  assert.ok(dockerdLog.recognise('time="2026-11-22T01:03:04.123456789Z" level=info msg="x"\n', 'x') > 0.8)
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...dockerdLog.needles, 'msg="', '" msg=', '\\"'))
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      pieces => void [...dockerdLog.open({ path: '/x', user: '' }).line(`time="2026-11-22T01:03:04Z" ${pieces.join('')}`)],
    ),
  )
})
