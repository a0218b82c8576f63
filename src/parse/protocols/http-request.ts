// One HTTP request, from the wire or from a log, as virtual patches see it: its parts, decoded only when a patch asks for them.
import { isPlainText, lower, plainPath, undisguised } from './undisguise.ts'

export class HttpRequest {
  readonly method: string
  /** As it was sent. */
  readonly target: string
  private readonly head: string
  private readonly content: string
  private readonly known = new Map<string, string>()

  /** Latin-1; `body` has its content codings taken off. */
  constructor(head: string, body: string) {
    const [line = ''] = head.split('\n', 1)
    const words = line.trim().split(' ')
    this.method = words[0] ?? ''
    this.target = words.slice(1, words.length > 2 ? -1 : undefined).join(' ')
    this.head = head.slice(line.length + 1)
    this.content = body
  }

  /** Without a body, and nothing in it is another text once it is decoded or resolved: every part stands in `text` as it is, but for the case of letters. */
  get isPlain(): boolean {
    return this.content === '' && this.target.startsWith('/') && !/[+;]|\/[/.]/.test(this.target) && isPlainText(this.text)
  }

  /** Head and body as they stood on the wire. */
  get text(): string {
    return `${this.method} ${this.target}\n${this.head}${this.content}`
  }

  part(name: string): string {
    const old = this.known.get(name)
    if (old !== undefined) return old
    const made = this.make(name)
    this.known.set(name, made)
    return made
  }

  private make(name: string): string {
    switch (name) {
      case 'method':
        return lower(this.method)
      case 'target':
        return lower(this.target)
      case 'url':
        return undisguised(this.target)
      case 'path':
        return plainPath(this.target)
      case 'query':
        return undisguised(this.rawQuery.replaceAll('+', ' '))
      case 'head':
        return undisguised(this.head)
      case 'body':
        return undisguised(this.content)
      case 'raw-body':
        return lower(this.content)
      case 'args':
        return `${this.part('query')}\n${/x-www-form-urlencoded/.test(this.part('header:content-type')) ? undisguised(this.content.replaceAll('+', ' ')) : this.part('body')}`
      case 'json':
        return this.json()
      case 'any':
        return `${this.part('url')}\n${this.part('head')}\n${this.part('args')}`
      default:
        return name.startsWith('header:') ? undisguised(this.header(name.slice(7))) : ''
    }
  }

  private get rawQuery(): string {
    const at = this.target.search(/[?]|%3f/i)
    return at < 0 ? '' : this.target.slice(at + 1)
  }

  /** All values of a header, one per line. */
  private header(name: string): string {
    const lines = this.head.split('\n').filter(line => line.slice(0, name.length + 1).toLowerCase() === `${name}:`)
    return lines.map(line => line.slice(name.length + 1).trim()).join('\n')
  }

  /** JSON without blanks, so that rules need not think of them; what is none (or was cut) has its blanks between signs taken out. */
  private json(): string {
    if (!/^\s*[[{]/.test(this.content)) return ''
    try {
      return undisguised(JSON.stringify(JSON.parse(this.content)))
    } catch {
      return undisguised(this.content.replace(/([:,[{])\s{1,200}/g, '$1').replace(/"\s{1,200}([:,\]}])/g, '"$1'))
    }
  }
}
