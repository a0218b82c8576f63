// What detectors may ask of our knowledge of pools, families and owners' declarations. Compiled from rules/ by src/intel.

export interface Indicator {
  /** What was matched: "pool.example.org", "192.0.2.1:3333". */
  readonly value: string
  readonly kind: 'pool' | 'proxy' | 'malware'
  /** Where the knowledge comes from: list name, date, reference. */
  readonly source: string
  readonly family?: string | undefined
}

export interface Family {
  readonly id: string
  readonly name: string
  /** Known file paths; "*" stands for one path part or a piece of it. */
  readonly paths: readonly string[]
  /** Known process names (exact). */
  readonly names: readonly string[]
  /** Strings that only this family writes: key comments, domains, marker lines. */
  readonly markers: readonly string[]
  /** Its trade is mining (a plain bot or door opener is not). */
  readonly mines: boolean
  readonly references: readonly string[]
}

/** An owner's declaration of his own miner: all that is given must match. */
export interface AuthorisedMiner {
  readonly path: string
  readonly sha256: string
  readonly unit: string
  readonly wallet: string
  readonly note: string
}

export interface Intel {
  /** The indicator for a domain (suffix on a label boundary) or an address with its port; addresses listed without a port match any. */
  lookup(host: string, port?: number): Indicator | undefined
  readonly families: readonly Family[]
  /** Families whose path patterns match. */
  familiesOfPath(path: string): readonly Family[]
  familyOfName(processName: string): Family | undefined
  readonly authorised: readonly AuthorisedMiner[]
  /** Number of indicators and the date of the newest list, for the report. */
  readonly about: { readonly indicators: number; readonly newest: string }
}
