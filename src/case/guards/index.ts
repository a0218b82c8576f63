// All guards, in the order in which they are asked.
import { accountInUse } from './account-in-use.ts'
import { businessService } from './business-service.ts'
import { fileInUse } from './file-in-use.ts'
import { firstProcess } from './first-process.ts'
import type { Guard } from './guard.ts'
import { knownEgress } from './known-egress.ts'
import { knownProcess } from './known-process.ts'
import { ledElsewhere } from './led-elsewhere.ts'
import { loginRule } from './login-rule.ts'
import { loginSession } from './login-session.ts'
import { loginStack } from './login-stack.ts'
import { lyingKernel } from './lying-kernel.ts'
import { neededLine } from './needed-line.ts'
import { networkFile } from './network-file.ts'
import { operatorConnection } from './operator-connection.ts'
import { operatorKey } from './operator-key.ts'
import { otherName } from './other-name.ts'
import { ownSession } from './own-session.ts'
import { packagedFile } from './packaged-file.ts'
import { plainFile } from './plain-file.ts'
import { plainPath } from './plain-path.ts'
import { sharedAddress } from './shared-address.ts'
import { sharedFile } from './shared-file.ts'
import { sharedUnit } from './shared-unit.ts'
import { systemProcess } from './system-process.ts'
import { tooMuch } from './too-much.ts'
import { unprovenService } from './unproven-service.ts'
import { wideNetwork } from './wide-network.ts'

export const guards: readonly Guard[] = [
  lyingKernel,
  knownProcess,
  firstProcess,
  ownSession,
  loginSession,
  systemProcess,
  businessService,
  unprovenService,
  sharedUnit,
  plainPath,
  loginStack,
  packagedFile,
  otherName,
  ledElsewhere,
  sharedFile,
  plainFile,
  networkFile,
  fileInUse,
  accountInUse,
  neededLine,
  loginRule,
  operatorConnection,
  operatorKey,
  wideNetwork,
  sharedAddress,
  knownEgress,
  tooMuch,
]
