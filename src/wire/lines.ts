// Cuts one side of a stream into lines; a line may come in many pieces, and what is too long is passed over.

export class Lines {
  private readonly longest: number
  private kept = new Uint8Array(0)
  private length = 0
  /** Inside a line that is too long, or one whose beginning was lost. */
  private passing = false

  constructor(longest: number) {
    this.longest = longest
  }

  /** Calls `each` with every whole line, its line end left out; `each` says false to stop. */
  push(bytes: Uint8Array, start: number, end: number, each: (bytes: Uint8Array, start: number, end: number) => boolean): boolean {
    let at = start
    while (at < end) {
      const newline = bytes.indexOf(10, at)
      const lineEnd = newline < 0 || newline >= end ? end : newline
      const isWhole = lineEnd < end
      if (!this.passing && isWhole && this.length === 0) {
        if (!each(bytes, at, lineEnd)) return false
      } else if (!this.passing) {
        this.keep(bytes, at, lineEnd)
        if (isWhole && !this.passing && !each(this.kept, 0, this.length)) return false
      }
      if (isWhole) {
        this.length = 0
        this.passing = false
      }
      at = lineEnd + 1
    }
    return true
  }

  /** Bytes are missing: what was kept is no whole line, and neither is what comes next. */
  lost(): void {
    this.length = 0
    this.passing = true
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    const size = this.length + end - start
    if (size > this.longest) {
      this.lost()
      return
    }
    if (size > this.kept.length) {
      const larger = new Uint8Array(Math.min(this.longest, Math.max(512, size * 2)))
      larger.set(this.kept.subarray(0, this.length))
      this.kept = larger
    }
    this.kept.set(bytes.subarray(start, end), this.length)
    this.length = size
  }
}
