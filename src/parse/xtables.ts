// Rules as `iptables -S` lists them and `iptables-restore` takes them: one line each, words quoted where they must be.

export interface XtablesRule {
  readonly chain: string
  /** Everything behind the chain's name, unquoted. */
  readonly words: readonly string[]
}

export interface XtablesRules {
  /** Those that somebody made; the built-in ones are not among them. */
  readonly chains: readonly string[]
  readonly rules: readonly XtablesRule[]
}

const plain = /^[\w./:,+-]+$/
/** Blanks between words; in double quotes a backslash keeps what follows. A quote that is never closed reaches to the end of the line. */
const word = /"((?:[^"\\]|\\.)*)"?|([^ \t]+)/gs

/** Lines that are neither a chain nor a rule (policies) are passed over, and so is what cannot be read as one. */
export function parseXtables(text: string): XtablesRules {
  const chains: string[] = []
  const rules: XtablesRule[] = []
  for (const line of text.split('\n')) {
    const [order, chain, ...words] = Array.from(line.matchAll(word), ([, inQuotes, bare]) => bare ?? inQuotes!.replace(/\\(.)/gs, '$1'))
    if (chain === undefined) continue
    if (order === '-N') chains.push(chain)
    else if (order === '-A') rules.push({ chain, words })
  }
  return { chains, rules }
}

/** A command of one line; `order` is "-A" and the like. */
export function xtablesLine(order: string, chain: string, words: readonly string[] = []): string {
  return [order, chain, ...words].map(quoted).join(' ')
}

/** The chain that the rule hands a packet to, or what is done with it ("DROP"); undefined when it only counts. */
export function targetOf({ words }: XtablesRule): string | undefined {
  const at = words.findLastIndex(w => w === '-j' || w === '-g')
  return at < 0 ? undefined : words[at + 1]
}

function quoted(text: string): string {
  return plain.test(text) ? text : `"${text.replace(/["'\\]/g, '\\$&')}"`
}
