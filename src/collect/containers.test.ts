import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { entity } from '../core/entity.ts'
import type { Container } from '../core/facts/container.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { containers } from './containers.ts'

const id = (digit: string) => digit.repeat(64)

function collect(tree: Readonly<Record<string, Node>>, processes: readonly Process[] = []): Container[] {
  const rows = [...containers.collect(memoryHost(tree), factsOf({ processes }), new Set())]
  return rows.flatMap(row => (!isGap(row) && row[0] === 'containers' ? [row[1]] : []))
}

const dockerConfig = (name: string) =>
  JSON.stringify({
    ID: id('d'),
    Name: `/${name}`,
    Path: '/x',
    Args: ['-a'],
    Config: { Image: 'busybox' },
    State: { Running: false },
    MountPoints: {},
  })
const hostConfig = JSON.stringify({ Binds: ['/:/host'], Privileged: true, RestartPolicy: { Name: 'always' } })

test('docker: state, layers on disk, and the processes inside', () => {
  const root = '/var/lib/docker'
  const member = processOf({ pid: 9, container: entity('container', id('d')) })
  const [row] = collect(
    {
      [`${root}/containers/${id('d')}/config.v2.json`]: dockerConfig('web'),
      [`${root}/containers/${id('d')}/hostconfig.json`]: hostConfig,
      [`${root}/image/overlay2/layerdb/mounts/${id('d')}/mount-id`]: 'abc',
      [`${root}/overlay2/abc/lower`]: 'l/AAA:l/BBB',
      [`${root}/overlay2/l/AAA`]: { link: '../base/diff' },
    },
    [member],
  )
  assert.deepEqual(row, {
    id: `container:${id('d')}`,
    runtime: 'docker',
    containerId: id('d'),
    name: 'web',
    image: 'busybox',
    running: true,
    command: ['/x', '-a'],
    privileged: true,
    hostMounts: ['/'],
    restartPolicy: 'always',
    upperDir: `${root}/overlay2/abc/diff`,
    lowerDirs: [`${root}/overlay2/base/diff`, `${root}/overlay2/l/BBB`],
    path: `${root}/containers/${id('d')}/config.v2.json`,
    processes: [member.id],
  })
})

test('docker in odd places: daemon.json and the arguments of a running daemon', () => {
  const tree = {
    '/etc/docker/daemon.json': '{"data-root":"/data/docker/"}',
    [`/data/docker/containers/${id('d')}/config.v2.json`]: dockerConfig('a'),
    [`/bin/wbin/d/containers/${id('e')}/config.v2.json`]: dockerConfig('b').replaceAll('d'.repeat(64), id('e')),
  }
  const daemon = processOf({ pid: 5, name: 'dockerd', argv: ['/bin/wbin/dockerd', '--data-root', '/bin/wbin/d'] })
  assert.deepEqual(
    collect(tree, [daemon]).map(row => row.name),
    ['a', 'b'],
  )
})

test('containerd: Kubernetes annotations, and the bundle a shim of a second daemon stands in', () => {
  const spec = (annotations: object) =>
    JSON.stringify({ ociVersion: '1.1', process: { args: ['/m'] }, root: { path: 'rootfs' }, mounts: [], annotations })
  const shim = processOf({ pid: 7, name: 'containerd-shim', argv: ['/bin/wbin/containerd-shim-runc-v2', '-id', 'x'], cwd: '/bin/wbin/s/x' })
  const tree = {
    [`/run/containerd/io.containerd.runtime.v2.task/k8s.io/${id('c')}/config.json`]: spec({
      'io.kubernetes.cri.container-name': 'app',
      'io.kubernetes.cri.image-name': 'docker.io/library/app:1',
    }),
    '/bin/wbin/s/x/config.json': spec({}),
  }
  assert.deepEqual(
    collect(tree, [shim]).map(row => [row.containerId, row.name, row.image, row.path]),
    [
      [id('c'), 'app', 'docker.io/library/app:1', `/run/containerd/io.containerd.runtime.v2.task/k8s.io/${id('c')}/config.json`],
      ['x', '', '', '/bin/wbin/s/x/config.json'],
    ],
  )
})

test('podman of an account, CRI-O of the system', () => {
  const stored = (digit: string) =>
    JSON.stringify([{ id: id(digit), names: ['n'], layer: id('f'), metadata: '{"image-name":"docker.io/a:1"}' }])
  const home = '/home/ann/.local/share/containers/storage'
  const system = '/var/lib/containers/storage'
  const rows = collect({
    [`${home}/overlay-containers/containers.json`]: stored('a'),
    [`${home}/overlay/${id('f')}/lower`]: 'l/XYZ',
    [`${system}/overlay-containers/containers.json`]: stored('b'),
    [`${system}/overlay-containers/${id('b')}/userdata/config.json`]: JSON.stringify({
      ociVersion: '1.0.0',
      annotations: { 'io.kubernetes.cri-o.ImageName': 'quay.io/b:2', 'io.kubernetes.container.name': 'pod-b' },
    }),
  })
  assert.deepEqual(
    rows.map(row => [row.runtime, row.name, row.image, row.upperDir, row.lowerDirs]),
    [
      ['crio', 'pod-b', 'quay.io/b:2', `${system}/overlay/${id('f')}/diff`, []],
      ['podman', 'n', 'docker.io/a:1', `${home}/overlay/${id('f')}/diff`, [`${home}/overlay/l/XYZ`]],
    ],
  )
})

test('static pods, LXC and nspawn', () => {
  const rows = collect({
    '/etc/kubernetes/manifests/x.yaml':
      'kind: Pod\nmetadata:\n  name: x\nspec:\n  containers:\n  - image: m:1\n  volumes:\n  - hostPath:\n      path: /\n',
    '/var/lib/lxc/box/config':
      'lxc.apparmor.profile = unconfined\nlxc.mount.entry = /srv srv none bind 0 0\nlxc.start.auto = 1\nlxc.init.cmd = /sbin/init -v\n',
    '/var/lib/machines/deb/': '',
    '/etc/systemd/nspawn/deb.nspawn': '[Exec]\nCapability=all\n[Files]\nBind=/home:/h\n',
    '/run/systemd/machines/vm1': 'CLASS=vm\n',
    '/run/systemd/machines/deb': 'NAME=deb\nCLASS=container\n',
  })
  assert.deepEqual(
    rows.map(row => [row.runtime, row.name, row.image, row.privileged, row.hostMounts, row.restartPolicy, row.running]),
    [
      ['kubelet', 'x', 'm:1', false, ['/'], 'always', false],
      ['lxc', 'box', '', true, ['/srv'], 'always', false],
      ['nspawn', 'deb', '', true, ['/home'], '', true],
    ],
  )
})

test('processes in a container nobody told of, with its overlay as mounted', () => {
  const member = processOf({ pid: 9, container: entity('container', id('9')) })
  const mountinfo = '500 400 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/o/1:/o/2,upperdir=/o/u,workdir=/o/w\n'
  const [row] = collect({ '/proc/9/mountinfo': mountinfo }, [member])
  assert.deepEqual([row?.runtime, row?.running, row?.upperDir, row?.lowerDirs], ['unknown', true, '/o/u', ['/o/1', '/o/2']])
})

test("a directory bound to be the root of a container on a host that is an overlay itself: the overlay is not the container's", () => {
  const member = processOf({ pid: 9, container: entity('container', id('9')) })
  const mountinfo = '500 400 0:50 /srv/box / rw,relatime - overlay overlay rw,lowerdir=/o/1,upperdir=/o/u,workdir=/o/w\n'
  const [row] = collect({ '/proc/9/mountinfo': mountinfo }, [member])
  assert.deepEqual([row?.running, row?.upperDir], [true, undefined])
})

test('what cannot be read or understood is a gap, what is absent is not', () => {
  const gaps = (tree: Readonly<Record<string, Node>>) => [...containers.collect(memoryHost(tree), factsOf(), new Set())].filter(isGap)
  assert.equal(gaps({}).length, 0)
  assert.equal(gaps({ '/var/lib/docker/containers/': { gap: 'denied' } }).length, 1)
  assert.equal(gaps({ '/var/lib/docker/containers/x/config.v2.json': '{' })[0]?.why, 'malformed')
})
