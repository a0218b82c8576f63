// Texts hidden in base64 within a command: decoded when the outcome is plain text.

const run = /[A-Za-z0-9+/]{24,}={0,2}/g
const longestPayload = 64 << 10
const mostPayloads = 16

/** Printable texts that base64 words of `text` decode to. */
export function decodedPayloads(text: string): string[] {
  const found: string[] = []
  for (const match of text.matchAll(run)) {
    if (found.length >= mostPayloads) break
    if (match[0].length > longestPayload) continue
    const decoded = decodeBase64(match[0])
    if (decoded !== undefined && isPlainText(decoded)) found.push(decoded)
  }
  return found
}

function decodeBase64(word: string): string | undefined {
  const bare = word.replace(/=+$/, '')
  if (bare.length % 4 === 1) return undefined
  try {
    return atob(bare)
  } catch {
    return undefined
  }
}

/** Printable ASCII with line ends, and at least one blank: a script, not another token. */
function isPlainText(text: string): boolean {
  return text.length >= 12 && /[ \n;|]/.test(text) && /^[\t\n\r\x20-\x7e]+$/.test(text)
}
