// Punctuation as Chinese print has it: our Chinese is written with half-width marks, which suit a terminal; on paper they are full width beside Chinese characters.

const han = '\\u3400-\\u9fff\\uf900-\\ufaff。、《》“”【】…—'
const full: Readonly<Record<string, string>> = { ',': '\uff0c', ';': '\uff1b', ':': '\uff1a', '?': '\uff1f', '!': '\uff01' }
/** Before or after a Chinese character; a colon of an address or a time has none beside it. */
const marks = new RegExp(`(?<=[${han}\uff09])[,;:?!]|[,;:?!](?=[${han}\uff08])`, 'g')
const brackets = /\(([^()]*)\)/g
const beside = new RegExp(`[${han}]`)

export function chineseMarks(text: string): string {
  const bracketed = text.replace(brackets, (whole, inside: string, at: number) => {
    const around = `${text[at - 1] ?? ''}${text[at + whole.length] ?? ''}${inside}`
    return beside.test(around) ? `\uff08${inside}\uff09` : whole
  })
  return bracketed.replace(marks, mark => full[mark] ?? mark)
}
