// The iptables programs of the host: which are run and which are not, with what, and what happens while somebody else changes the rules.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inNetworkOfItsOwn, isInside, legacyRules, run } from '../../../test/netns.ts'
import type { NetworkPolicy } from '../../core/control.ts'
import { openSys } from '../sys.ts'
import { iptablesControl } from './iptables.ts'

const addresses: NetworkPolicy = { kind: 'addresses', endpoints: [{ address: '203.0.113.5' }, { address: '2001:db8:9::1' }] }
const uid: NetworkPolicy = { kind: 'uid', uid: 4242 }

if (!isInside) inNetworkOfItsOwn(import.meta.filename)
else {
  const sys = openSys()!
  const network = iptablesControl(sys)
  // The lock of the rules is not the machine's.
  run('mount', '-t', 'tmpfs', 'none', '/run')
  const folder = mkdtempSync(join(tmpdir(), 'davylamp-iptables-'))
  after(() => spawnSync('rm', ['-r', folder]))

  test('without ip6tables IPv6 is refused, and IPv4 goes on', () => {
    const to = join(folder, 'four')
    mkdirSync(to)
    copyFileSync('/usr/sbin/xtables-legacy-multi', join(to, 'iptables-legacy'))
    chmodSync(join(to, 'iptables-legacy'), 0o755)
    symlinkSync('iptables-legacy', join(to, 'iptables-legacy-restore'))
    const four = iptablesControl(sys, [to])
    const endpoints = [{ address: '203.0.113.5' }]
    assert.equal(four.install('I-1', { kind: 'addresses', endpoints }), undefined)
    assert.equal(four.holds('I-1', { kind: 'addresses', endpoints }), undefined)
    assert.equal(four.restore('I-1', undefined), undefined)
    for (const policy of [addresses, uid]) {
      assert.equal(four.install('I-1', policy)?.source, 'ip6tables')
      assert.doesNotMatch(legacyRules(), /davylamp/)
    }
  })

  test('a lock that somebody holds is waited for, and not for ever', async () => {
    const holder = spawn('flock', ['/run/xtables.lock', 'sh', '-c', 'echo held; sleep 1'])
    await new Promise(resolve => holder.stdout.once('data', resolve))
    assert.equal(network.install('I-1', addresses), undefined)
    const before = legacyRules()
    const keeper = spawn('flock', ['/run/xtables.lock', 'sh', '-c', 'echo held; exec cat'])
    await new Promise(resolve => keeper.stdout.once('data', resolve))
    assert.equal(network.restore('I-1', undefined)?.detail, 'another program holds the lock of the rules')
    keeper.stdin.end()
    await new Promise(resolve => keeper.once('exit', resolve))
    assert.equal(legacyRules(), before)
    assert.equal(network.restore('I-1', undefined), undefined)
  })

  test('what our environment says is not told to the programs', () => {
    const [source, library, mark] = [join(folder, 'hook.c'), join(folder, 'hook.so'), join(folder, 'loaded')]
    writeFileSync(source, `#include <fcntl.h>\n__attribute__((constructor)) static void f(void) { creat("${mark}", 0600); }\n`)
    run('gcc', '-shared', '-fPIC', '-o', library, source)
    Object.assign(process.env, { LD_PRELOAD: library, XTABLES_LIBDIR: folder, PATH: `${folder}:${process.env['PATH']}` })
    try {
      assert.equal(network.install('I-1', addresses), undefined)
      assert.equal(network.holds('I-1', addresses), undefined)
      assert.equal(network.restore('I-1', undefined), undefined)
      assert.ok(!existsSync(mark))
      run('true')
      assert.ok(existsSync(mark), 'the hook would have been loaded')
    } finally {
      delete process.env['LD_PRELOAD']
      delete process.env['XTABLES_LIBDIR']
    }
  })

  test('programs that are missing, that others can write, that lie elsewhere, that are not what the package brought, or that speak to nf_tables', () => {
    const before = legacyRules()
    const places = (name: string, make: (to: string) => void): string => {
      const to = join(folder, name)
      mkdirSync(to)
      make(to)
      return to
    }
    const multi = '/usr/sbin/xtables-legacy-multi'
    const names = ['iptables-legacy', 'iptables-legacy-restore', 'ip6tables-legacy', 'ip6tables-legacy-restore']
    const copied = (to: string, mode: number): void => {
      copyFileSync(multi, join(to, 'multi'))
      chmodSync(join(to, 'multi'), mode)
      for (const name of names) symlinkSync('multi', join(to, name))
    }
    const linked = (to: string): void => {
      for (const name of names) symlinkSync(multi, join(to, name))
    }
    const nft = (to: string): void => {
      for (const name of ['iptables', 'iptables-restore', 'ip6tables', 'ip6tables-restore']) {
        copyFileSync('/usr/sbin/xtables-nft-multi', join(to, name))
        chmodSync(join(to, name), 0o755)
      }
    }
    const cases = [
      ['none', () => undefined, 'absent'],
      ['writable', (to: string) => copied(to, 0o757), 'tampered'],
      ['elsewhere', linked, 'tampered'],
      ['nft', nft, 'absent'],
    ] as const
    for (const [name, make, why] of cases) {
      const limited = iptablesControl(sys, [places(name, make)])
      assert.equal(limited.install('I-1', addresses)?.why, why, name)
    }
    const good = places('good', to => copied(to, 0o755))
    assert.equal(iptablesControl(sys, [good]).install('I-1', addresses), undefined)
    assert.equal(network.restore('I-1', undefined), undefined)
    run('mount', '-t', 'tmpfs', '-o', 'mode=755', 'none', '/usr/sbin')
    try {
      copyFileSync(join(good, 'multi'), multi)
      chmodSync(multi, 0o755)
      for (const name of names) symlinkSync(multi, `/usr/sbin/${name}`)
      assert.equal(network.install('I-1', addresses), undefined)
      assert.equal(network.restore('I-1', undefined), undefined)
      writeFileSync(multi, 'x', { flag: 'a' })
      assert.match(network.install('I-1', addresses)?.detail ?? '', /its package/)
    } finally {
      run('umount', '/usr/sbin')
    }
    assert.equal(legacyRules(), before)
  })
}
