// Counts how logins of one conversation went, and tells it as one row.
import type { Flow } from '../core/dissector.ts'
import type { LoginTries, WireRow } from '../core/facts/wire.ts'
import { wireRow } from './wire-row.ts'

const mostUsers = 8
const longestName = 64

export class LoginTally {
  private readonly flow: Flow
  private readonly service: string
  private row: LoginTries | undefined
  private first: WireRow | undefined
  private name = ''

  constructor(flow: Flow, service: string) {
    this.flow = flow
    this.service = service
  }

  /** Who asks to be let in next; the first asking is what the row points at. */
  user(name: string): void {
    this.first ??= wireRow(this.flow)
    this.name = name.slice(0, longestName)
  }

  refused(count = 1): void {
    const old = this.old()
    this.tell({ ...old, refused: old.refused + count })
  }

  accepted(): void {
    this.tell({ ...this.old(), accepted: true })
  }

  private old(): LoginTries {
    const { flow, service } = this
    return this.row ?? { ...(this.first ?? wireRow(flow)), service, users: [], refused: 0, accepted: false }
  }

  private tell(row: LoginTries): void {
    const { name } = this
    const isNew = name !== '' && row.users.length < mostUsers && !row.users.includes(name)
    this.row = { ...row, users: isNew ? [...row.users, name] : row.users }
    this.flow.emit('loginTries', this.row, 'login')
  }
}
