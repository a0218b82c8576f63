// Plays a GitLab runner with the shell executor: clones the project of a job, runs its script as gitlab-runner, and logs as the runner does.
import { execFile } from 'node:child_process'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'

process.title =
  process.env['TITLE'] ?? '/usr/bin/gitlab-runner run --working-directory /home/gitlab-runner --config /etc/gitlab-runner/config.toml'
const say = (text: string): void => void process.stderr.write(`${text}\n`)
say('Configuration loaded                                builds=0 max_builds=1')
const uid = Number(process.env['RUNNER'])

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const { job, url, project, file, script } = JSON.parse(body) as Readonly<Record<string, string>>
    const folder = `/home/gitlab-runner/builds/t2_kQ9xZ/0/${project}`
    mkdirSync(`${folder}/.git`, { recursive: true })
    for (const [name, text] of [
      ['.gitlab-ci.yml', file ?? ''],
      ['.git/FETCH_HEAD', `3f1c9b0d0c6f4f0e8e1b1f0a6d1c2b3a4e5f6071\t\tbranch 'main' of ${url}\n`],
    ] as const)
      writeFileSync(`${folder}/${name}`, text)
    chownSync(folder, uid, uid)
    say(`Checking for jobs... received                       job=${job} repo_url=${url} runner=t2_kQ9xZ`)
    const env = {
      PATH: '/usr/bin:/bin',
      HOME: '/home/gitlab-runner',
      USER: 'gitlab-runner',
      CI: 'true',
      GITLAB_CI: 'true',
      CI_JOB_ID: job,
      CI_PROJECT_URL: url,
    }
    const began = Date.now()
    execFile('/bin/bash', ['-c', script ?? ''], { cwd: folder, uid, gid: uid, env }, () =>
      say(
        `Job succeeded                                       duration_s=${(Date.now() - began) / 1000} job=${job} project=7 runner=t2_kQ9xZ`,
      ),
    )
    response.writeHead(200).end()
  })
}).listen(8093, '0.0.0.0')
