// Values by names that were seen lately, in bounded memory: two generations, of which the older one is forgotten whole. (Taking the oldest out of a Map one by one walks over all that were taken out before.)

export class Recent<V> {
  private young = new Map<string, V>()
  private old = new Map<string, V>()
  private readonly most: number

  /** Between `most` and twice as many names are remembered. */
  constructor(most: number) {
    this.most = most
  }

  /** The value of a name, which is seen now. */
  get(name: string): V | undefined {
    const known = this.young.get(name)
    if (known !== undefined) return known
    const older = this.old.get(name)
    if (older !== undefined) this.set(name, older)
    return older
  }

  /** As `get`; `fresh` makes the value when the name is not remembered. */
  of(name: string, fresh: () => V): V {
    const known = this.get(name)
    if (known !== undefined) return known
    const value = fresh()
    this.set(name, value)
    return value
  }

  set(name: string, value: V): void {
    if (this.young.size >= this.most && !this.young.has(name)) {
      this.old = this.young
      this.young = new Map()
    }
    this.young.set(name, value)
  }
}
