// A unified diff of two small texts: what an edit takes out of a file, shown before it is done.
import { textOf } from '../core/bytes.ts'

const context = 2
/** Beyond this many lines on either side, after the common beginning and end, all old lines count as gone and all new ones as come. */
const mostLines = 600

interface Line {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** Lines "@@ -a,b +c,d @@", " kept", "-gone", "+come"; empty when both are the same. Line ends are not shown. */
export function unifiedDiff(before: Uint8Array, after: Uint8Array): readonly string[] {
  const lines = diffLines(linesOf(before), linesOf(after))
  const out: string[] = []
  let [old, fresh] = [1, 1]
  for (let i = 0; i < lines.length; ) {
    const next = lines.findIndex((line, at) => at >= i && line.sign !== ' ')
    if (next < 0) break
    const start = Math.max(i, next - context)
    let end = next
    for (let quiet = 0; end < lines.length && quiet <= 2 * context; end++) quiet = lines[end]!.sign === ' ' ? quiet + 1 : 0
    while (end > next && lines[end - 1]!.sign === ' ' && trailing(lines, end) > context) end--
    const skipped = start - i
    const hunk = lines.slice(start, end)
    const [a, b] = [hunk.filter(l => l.sign !== '+').length, hunk.filter(l => l.sign !== '-').length]
    out.push(`@@ -${old + skipped},${a} +${fresh + skipped},${b} @@`, ...hunk.map(l => l.sign + l.text))
    old += skipped + a
    fresh += skipped + b
    i = end
  }
  return out
}

/** How many kept lines stand right before `end`. */
function trailing(lines: readonly Line[], end: number): number {
  let n = 0
  while (n < end && lines[end - 1 - n]!.sign === ' ') n++
  return n
}

function linesOf(bytes: Uint8Array): string[] {
  const text = textOf(bytes)
  if (text === '') return []
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
}

function diffLines(a: readonly string[], b: readonly string[]): readonly Line[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const kept = (text: string): Line => ({ sign: ' ', text })
  const middle = changed(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return [...a.slice(0, head).map(kept), ...middle, ...a.slice(a.length - tail).map(kept)]
}

/** By the longest common subsequence; without it for texts that are too long for it. */
function changed(a: readonly string[], b: readonly string[]): readonly Line[] {
  const gone = (text: string): Line => ({ sign: '-', text })
  const come = (text: string): Line => ({ sign: '+', text })
  if (a.length > mostLines || b.length > mostLines) return [...a.map(gone), ...b.map(come)]
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  const out: Line[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ sign: ' ', text: a[i]! })
      i++
      j++
    } else if (i < a.length && (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) out.push(gone(a[i++]!))
    else out.push(come(b[j++]!))
  }
  return out
}
