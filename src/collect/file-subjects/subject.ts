// The list of files to look at: each path once, with every reason for it and the way by which it is read.

import type { EntityId } from '../../core/entity.ts'
import type { FileRole } from '../../core/facts/file.ts'

export interface Subject {
  readonly path: string
  /** Where its bytes are read: another path for a running program whose file is deleted (/proc/PID/exe). */
  readonly from: string
  readonly roles: Set<FileRole>
  readonly container?: EntityId<'container'> | undefined
  /** In a container: whether the path was written at run time, when the overlay tells. */
  readonly layer?: 'image' | 'runtime' | undefined
}

export class Subjects {
  readonly #byPath = new Map<string, Subject>()

  add(path: string, role: FileRole, more: Partial<Omit<Subject, 'path' | 'roles'>> = {}): void {
    const known = this.#byPath.get(path)
    if (known !== undefined) known.roles.add(role)
    else this.#byPath.set(path, { from: path, ...more, path, roles: new Set([role]) })
  }

  get all(): readonly Subject[] {
    return [...this.#byPath.values()]
  }

  get paths(): ReadonlySet<string> {
    return new Set(this.#byPath.keys())
  }
}
