// The lists that the commands of `davylamp intel` look at: packaged ones, and those of a state directory.
import { type Gap, isGap } from '../../core/gap.ts'
import { chineseGap } from '../../core/gap-words.ts'
import type { Lang } from '../../core/text.ts'
import { type KnownList, ownFile, packagedLists } from '../../intel/lists.ts'
import { ownIntel } from '../../store/state.ts'
import { safe } from '../safe.ts'

/** All lists, and what of the user's own files cannot be read. */
export function allLists(state: string): { readonly lists: readonly KnownList[]; readonly gaps: readonly Gap[] } {
  const lists: KnownList[] = [...packagedLists()]
  const gaps: Gap[] = []
  for (const path of ownIntel(state)) {
    const own = ownFile(path)
    if (isGap(own)) gaps.push(own)
    else if ('read' in own) lists.push(own)
  }
  return { lists, gaps }
}

/** Why a file cannot be used, in words. */
export function gapWords({ why, detail }: Gap, lang: Lang): string {
  const words = detail || { absent: 'no such file', denied: 'permission denied' }[why as string] || 'cannot be read'
  return safe(lang === 'zh' ? (chineseGap(words) ?? words) : words)
}
