// All actions that take out what the attacker left, in the order in which they are shown.
import type { Action } from '../core/action.ts'
import { disarmAutostart } from './disarm-autostart.ts'
import { killGroup } from './kill-group.ts'
import { killProcess } from './kill-process.ts'
import { liftFlags } from './lift-flags.ts'
import { lockAccount } from './lock-account.ts'
import { redirectDump } from './redirect-dump.ts'
import { reloadServices } from './reload-services.ts'
import { removeDirectory } from './remove-directory.ts'
import { removeLines } from './remove-lines.ts'
import { setRestartPolicy } from './set-restart-policy.ts'
import { stopUnits } from './stop-units.ts'
import { vaultFile } from './vault-file.ts'

export const eradication: readonly Action[] = [
  disarmAutostart,
  removeLines,
  lockAccount,
  liftFlags,
  setRestartPolicy,
  redirectDump,
  reloadServices,
  killGroup,
  killProcess,
  stopUnits,
  vaultFile,
  removeDirectory,
]
