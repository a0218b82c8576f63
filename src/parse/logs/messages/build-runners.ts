// What runners of build servers say of the jobs they take: GitLab's (logrus as text), and GitHub's listener.
import { type MessageKind, stateless } from './kind.ts'

/** "Checking for jobs... received   job=4711 repo_url=https://git.example.com/shop/web.git runner=t2_kQ9xZ" */
const gitlab = /^Checking for jobs\.{3} ?received\s{1,60}job=(\d{1,12}) repo_url=(\S{1,500})/
/** "2026-01-02 03:04:05Z: Running job: build" */
const github = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ: Running job: (.{1,200})/

export const buildRunnerMessages: MessageKind = {
  programs: ['gitlab-runner', 'runsvc.sh', 'Runner.Listener'],
  begins: ['Checking for jobs...'],
  needles: ['Z: Running job: '],
  open: stateless(message => {
    const text = message.slice(0, 800)
    const [, job, url] = gitlab.exec(text) ?? []
    if (job !== undefined) return { verb: 'command', method: 'build-job', command: `job ${job} of ${url}`, session: job }
    const [, name] = github.exec(text) ?? []
    return name === undefined ? undefined : { verb: 'command', method: 'build-job', command: `job ${name}` }
  }),
}
