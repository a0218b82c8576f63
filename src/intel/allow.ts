// Owners' declarations of their own miners: a JSON list, every field required.
import type { AuthorisedMiner } from '../core/intel.ts'
import { jsonOf, textIn } from '../parse/feeds/json.ts'

/** undefined: the text is no such file at all. Otherwise the declarations that are whole, and how many are not. */
export function parseAllow(text: string): { readonly authorised: readonly AuthorisedMiner[]; readonly refused: number } | undefined {
  const value = jsonOf(text)
  const list =
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'authorised')
      ? (value as { authorised: unknown }).authorised
      : undefined
  if (!Array.isArray(list)) return undefined
  const read = list.map(declared)
  const authorised = read.filter(item => item !== undefined)
  return { authorised, refused: read.length - authorised.length }
}

function declared(item: unknown): AuthorisedMiner | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  const object = item as Readonly<Record<string, unknown>>
  const [path, sha256, unit, wallet, note] = ['path', 'sha256', 'unit', 'wallet', 'note'].map(key => textIn(object, key)) as [
    string,
    string,
    string,
    string,
    string,
  ]
  if (!path.startsWith('/') || !/^[0-9a-f]{64}$/i.test(sha256) || unit === '' || wallet.length < 20) return undefined
  return { path, sha256: sha256.toLowerCase(), unit, wallet, note }
}
