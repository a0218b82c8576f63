// Every way in, the likeliest kinds first; "unknown" last.
import type { Hypothesis } from '../../core/trace.ts'
import { activemq } from './activemq.ts'
import { cloudConsole } from './cloud-console.ts'
import { confluence } from './confluence.ts'
import { dockerApi } from './docker-api.ts'
import { insider } from './insider.ts'
import { jenkins } from './jenkins.ts'
import { kubelet } from './kubelet.ts'
import { kubernetesApi } from './kubernetes-api.ts'
import { lateralMovement } from './lateral-movement.ts'
import { mysql } from './mysql.ts'
import { nacos } from './nacos.ts'
import { nextjs } from './nextjs.ts'
import { php } from './php.ts'
import { postgresql } from './postgresql.ts'
import { redis } from './redis.ts'
import { sshBruteForce } from './ssh-brute-force.ts'
import { stolenKey } from './stolen-key.ts'
import { stolenPassword } from './stolen-password.ts'
import { supplyChain } from './supply-chain.ts'
import { unknown } from './unknown.ts'
import { webRce } from './web-rce.ts'
import { weblogic } from './weblogic.ts'
import { xxlJob } from './xxl-job.ts'
import { yarn } from './yarn.ts'

export const hypotheses: readonly Hypothesis[] = [
  sshBruteForce,
  redis,
  webRce,
  dockerApi,
  stolenPassword,
  stolenKey,
  lateralMovement,
  php,
  nextjs,
  postgresql,
  jenkins,
  confluence,
  weblogic,
  activemq,
  kubelet,
  kubernetesApi,
  yarn,
  xxlJob,
  nacos,
  mysql,
  supplyChain,
  cloudConsole,
  insider,
  unknown,
]
