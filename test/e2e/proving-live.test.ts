// On a real lab host, with real short schedules: what is infected again and by which mechanism, what is proven clean, and a response that is killed while
// processes stand frozen. Needs root and the lab's image; it is skipped where there is none.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { boot, type Host, lentAt } from '../../lab/host.ts'
import { hasImage } from '../../lab/image.ts'
import { sightOf } from '../../lab/sight.ts'

// Put together here, so that this file itself is no miner's script.
const name = ['xm', 'rig'].join('')
const pool = `${['stratum', 'tcp://'].join('+')}${['pool', 'supportxmr', 'com'].join('.')}:3333`
const folder = '/var/tmp/.k'
const program = `${folder}/${name}`
/** It waits for a line on a pipe that nobody writes; what follows is never read. */
const argv = (mark: string): string =>
  `-c 'read x <${folder}/pipe' ${mark} -o ${pool} -u 4${'A'.repeat(94)} --${['donate', 'level'].join('-')} 1`

const plant = `
set -e
mkdir -p ${folder}; cp /bin/sh ${program}
[ -p ${folder}/pipe ] || mkfifo ${folder}/pipe
cat >${folder}/run.sh <<'SH'
#!/bin/sh
pidof ${name} >/dev/null || exec setsid ${program} ${argv('by-cron')}
SH
chmod +x ${folder}/run.sh
echo '* * * * * root ${folder}/run.sh >/dev/null 2>&1' >/etc/cron.d/refresh
setsid ${folder}/run.sh </dev/null >/dev/null 2>&1 &
`

/** Where Docker's control groups are. */
const pod = `/sys/fs/cgroup/unified/docker/${'ab'.repeat(32)}`
const state = '/var/lib/davylamp'
let host: Host
const skip = process.getuid?.() !== 0 || !hasImage()

async function sh(script: string, service = 'cron.service'): Promise<string> {
  const { status, stdout, stderr } = await host.inside(['sh', '-c', script], { service, timeoutMs: 900_000 })
  assert.equal(status, 0, `${script}\n${stdout}${stderr}`)
  return stdout
}

async function davylamp(...args: string[]): Promise<{ readonly code: number; readonly out: string }> {
  const line = [`${lentAt}/node`, '--disable-warning=ExperimentalWarning', `${lentAt}/src/cli/main.ts`, ...args, '--lang', 'en']
  const { status, stdout, stderr } = await host.inside(line, { service: 'ssh.service', timeoutMs: 900_000 })
  return { code: status, out: stdout + stderr }
}

/** Runs a module inside that has the sources of davylamp as `src`; what it prints last is JSON. */
async function inside<T>(body: string): Promise<T> {
  writeFileSync(join(host.root, 'root', 'probe.mjs'), body.replaceAll('src/', `${lentAt}/src/`))
  const out = await sh(`${lentAt}/node --disable-warning=ExperimentalWarning /root/probe.mjs`, 'ssh.service')
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as T
}

const stay = (day: number): Promise<{ code: number; phases: string[]; looks: { outcome: string; detail: string }[] }> =>
  inside(`
    import { caseStateOf } from 'src/core/case-state.ts'
    import { listCases } from 'src/store/cases.ts'
    import { stay } from 'src/cli/stay.ts'
    const schedule = { early: [1000, 4000], day: ${day} }
    const { code } = await stay({ state: '${state}', lang: 'en', schedule })
    const cases = listCases('${state}')
    console.log(JSON.stringify({ code, phases: cases.map(c => caseStateOf(c.plan, c.records, c.verifications, schedule).phase), looks: cases.flatMap(c => c.verifications) }))
  `)

async function clear(): Promise<void> {
  await sh(
    `rm -rf /etc/cron.d/refresh ${state} /root/.ssh; systemctl stop gone.service; pkill -9 -x ${name}; pkill -9 -x perl; rm -rf ${folder}`,
  )
  await until('the program is gone', () => !isUp())
}

const isUp = (): boolean => sightOf(host).processes({ kind: 'process', exe: program, note: '' }).length > 0
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1200 && !holds(); tries++) await setTimeout(100)
  assert.ok(holds(), what)
}

interface PlannedStep {
  readonly id: string
  readonly action: string
}
async function planned(): Promise<readonly PlannedStep[]> {
  const { out } = await davylamp('plan', '--json')
  return (JSON.parse(out) as { steps: PlannedStep[] }).steps
}

describe('a lab host', { skip }, () => {
  before(async () => {
    host = await boot('orders')
  })
  after(() => host.close())
  afterEach(clear)

  test('a cron line that is left alive on purpose: infected again, by that line; then cleaned, and proven by looks on seven short days', async () => {
    await sh(plant)
    await until('the program is up', isUp)
    const kill = (await planned()).find(s => s.action === 'kill-process')
    assert.ok(kill)
    const part = await davylamp('respond', '--yes', '--step', kill.id)
    assert.match(part.out, /done +S\d+ end process/, part.out)
    const left = await stay(3000)
    assert.deepEqual([left.code, left.phases], [1, ['reinfected']])
    assert.match(left.looks.at(-1)?.detail ?? '', /started by \/etc\/cron\.d\/refresh:1/)
    assert.match((await davylamp('cases')).out, /infected again[\s\S]*started by \/etc\/cron\.d\/refresh:1/)

    const whole = await davylamp('respond', '--yes')
    assert.match(whole.out, /Going on with/)
    assert.equal(isUp(), false, whole.out)
    assert.match(whole.out, /next look .*davylamp verify --due/)
    const proven = await stay(12_000)
    assert.equal(proven.code, 0, JSON.stringify(proven))
    assert.ok(proven.phases.length > 0 && proven.phases.every(phase => phase === 'clean'), JSON.stringify(proven.phases))
    assert.equal(isUp(), false)
    assert.match((await davylamp('verify', '--due')).out, /^$/, 'nothing is due any more')
    const back = await davylamp('undo', '--all')
    assert.match(back.out, /undone/)
    assert.equal(await sh('cat /etc/cron.d/refresh'), `* * * * * root ${folder}/run.sh >/dev/null 2>&1\n`)
  })

  test('who started it: cron, a unit of which only systemd knows, a key, a container, and who writes a file again', async () => {
    await sh(plant)
    await sh(`
      mkdir -p /root/.ssh; ssh-keygen -q -t ed25519 -N '' -f /root/thief; cat /root/thief.pub >>/root/.ssh/authorized_keys
      cat >/etc/systemd/system/gone.service <<'UNIT'
[Service]
ExecStart=${program} ${argv('by-unit')}
UNIT
      systemctl daemon-reload; systemctl start gone.service; rm /etc/systemd/system/gone.service
      cat >/root/by-key.sh <<'SH'
setsid ${program} ${argv('by-key')} </dev/null >/dev/null 2>&1 &
SH
      ssh -o StrictHostKeyChecking=no -i /root/thief root@127.0.0.1 sh /root/by-key.sh
      mkdir -p ${pod}
      cat >/root/by-container.sh <<'SH'
echo $$ >${pod}/cgroup.procs
exec setsid ${program} ${argv('by-container')}
SH
      sh /root/by-container.sh </dev/null >/dev/null 2>&1 &
      cat >${folder}/guard.pl <<'PERL'
# writes ${folder}/seed again
my $fd = syscall(253); sleep 600;
PERL
      cd ${folder}; setsid perl ${folder}/guard.pl </dev/null >/dev/null 2>&1 &
    `)
    const marks = ['by-cron', 'by-unit', 'by-key', 'by-container']
    const up = (mark: string): boolean => sightOf(host).processes({ kind: 'process', argv: mark, note: '' }).length > 0
    for (const mark of marks) await until(mark, () => up(mark))
    const found = await inside<Record<string, string[]>>(`
      import { lookAt } from 'src/cli/response.ts'
      import { causesOfFile, causesOfProcess } from 'src/case/causes.ts'
      const { facts } = await lookAt('', '/tmp/state', false)
      const said = causes => causes.map(c => c.certainty + ' ' + c.said.en)
      const marked = ${JSON.stringify(marks)}.map(mark => {
        const process = facts.processes.find(p => p.exe?.path === '${program}' && p.argv.includes(mark))
        return [mark, said(causesOfProcess(process, facts))]
      })
      console.log(JSON.stringify(Object.fromEntries([...marked, ['file', said(causesOfFile('${folder}/seed', facts))]])))
    `)
    const fingerprint = (await sh('ssh-keygen -lf /root/thief.pub')).split(' ')[1] ?? ''
    assert.match(found['by-cron']?.[0] ?? '', /started by \/etc\/cron\.d\/refresh:1/)
    assert.match(found['by-unit']?.[0] ?? '', /^sure by the unit gone\.service, which is in the memory of systemd only/)
    assert.equal(found['by-key']?.[0], `sure by an SSH session of root from 127.0.0.1 with the key ${fingerprint}`)
    assert.match(found['by-container']?.[0] ?? '', /^sure by the container abab/)
    assert.match(found['file']?.[0] ?? '', /^likely by the process perl \(\d+\), which watches its directory/)
  })

  test('killed while the processes stand frozen: taken back they run on; gone on with, it is finished', async () => {
    for (const [journalLines, way] of [
      [2, 'undo'],
      [1, 'undo'],
      [2, 'respond'],
      [4, 'respond'],
    ] as const) {
      await killedInTime(journalLines)
      if (way === 'undo') {
        const back = await davylamp('undo')
        assert.ok(back.code === 0 || back.code === 2, back.out)
        assert.ok(isUp(), 'it is there')
        assert.equal(await frozen(), false, `thawed after ${journalLines} lines`)
      } else {
        const on = await davylamp('respond', '--yes')
        assert.match(on.out, /Going on with|There is no incident/)
        assert.equal(isUp(), false, on.out)
        assert.equal(existsSync(join(host.root, program)), false)
        await davylamp('undo', '--all')
      }
      await clear()
    }
  })
})

/** davylamp is killed when its journal has so many lines, and before it ends a process; where it was quicker, once more. */
async function killedInTime(journalLines: number): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    await sh(plant)
    await until('the program is up', isUp)
    const running = davylamp('respond', '--yes')
    while (linesOnRecord() < journalLines) await setTimeout(1)
    for (const { outer } of sightOf(host).processes({ kind: 'process', argv: 'main.ts respond', note: '' })) process.kill(outer, 'SIGKILL')
    await running
    if (isUp()) return
    await davylamp('undo', '--all')
    await clear()
  }
  assert.fail('it was always quicker')
}

function linesOnRecord(): number {
  return globSync(`${host.root}${state}/cases/*/journal.jsonl`).reduce(
    (sum, path) => sum + readFileSync(path, 'utf8').split('\n').length - 1,
    0,
  )
}

/** Whether the kernel says that the program's group stands still. */
async function frozen(): Promise<boolean> {
  const out = await sh(
    `for p in $(pidof ${name}); do grep -h davylamp /proc/$p/cgroup || :; grep '^State:.*[Tt]' /proc/$p/status || :; done`,
  )
  return out.trim() !== ''
}
