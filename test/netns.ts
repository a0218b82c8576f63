// Runs a test file once more in a network namespace of its own, so that no test ever touches the firewall of the machine.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

const mark = 'DAVYLAMP_TEST_NETNS'

/** Whether this process may change its network: it was started by `inNetworkOfItsOwn`. */
export const isInside = process.env[mark] === '1'

/** Runs the tests of the file, defined only where `isInside`, in a fresh network with loopback up and nothing else. */
export function inNetworkOfItsOwn(file: string, timeout = 240_000): void {
  const why =
    process.getuid?.() !== 0 ? 'needs root' : process.env['DAVYLAMP_TEST_QUICK'] === '1' ? 'runs with the end-to-end tests' : false
  test('in a network of its own', { skip: why, timeout }, () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const script = 'ip link set lo up && exec "$@"'
    // A connection whose far end was taken away with its network would be waited for.
    const command = [
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-isolation=none',
      '--test-force-exit',
      file,
    ]
    const { status, stdout, stderr } = spawnSync('unshare', ['--net', '--mount', 'sh', '-c', script, 'sh', ...command], {
      env: { ...env, [mark]: '1' },
      encoding: 'utf8',
    })
    assert.equal(status, 0, `${stdout}${stderr}`)
    assert.match(stdout, /^ℹ pass [1-9]/m, 'some test ran')
  })
}

/** What a command says; fails the test when it fails. */
export function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  assert.equal(status, 0, `${command} ${args.join(' ')}: ${error?.message ?? ''}${stderr}`)
  return stdout
}

/** A cable into nowhere with a default route for both families: packets leave, and nobody answers. */
export function wayOut(): void {
  for (const line of [
    'link add out0 type veth peer name out1',
    'link set out1 up',
    'addr add 198.51.100.2/24 dev out0',
    'addr add 2001:db8:1::2/64 dev out0 nodad',
    'link set out0 up',
    'route add default via 198.51.100.1',
    'route add default via 2001:db8:1::1 dev out0',
  ])
    run('ip', ...line.split(' '))
}

/** All firewall rules of this network, without how often they were met. */
export function rules(): string {
  return run('nft', '--stateless', 'list', 'ruleset')
}

/** All rules of the legacy tables of both families, without how often they were met and when that was told. */
export function legacyRules(): string {
  const told = run('iptables-legacy-save') + run('ip6tables-legacy-save')
  return told.replace(/^#.*\n/gm, '').replace(/\[\d+:\d+\]/g, '')
}
