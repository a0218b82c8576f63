// All modules of a scan, in one place for every command.
import type { ScanModules } from '../case/scan.ts'
import { collectors } from '../collect/index.ts'
import { authorised } from '../detect/authorised.ts'
import { detectors } from '../detect/index.ts'
import { persistence } from '../persistence/index.ts'

export const scanModules: ScanModules = {
  collectors,
  persistence,
  detectors,
  authorised: (facts, intel) => authorised(facts, intel).keys(),
}
