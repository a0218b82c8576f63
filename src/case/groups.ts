// Connected groups by union-find.

/** For each tie all its members are one group; gives the name of an element's group (its own when it is alone). */
export function groups<T>(ties: Iterable<readonly T[]>): (element: T) => T {
  const parent = new Map<T, T>()
  const find = (element: T): T => {
    let root = element
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up
    for (let at = element; at !== root; ) {
      const up = parent.get(at) ?? root
      parent.set(at, root)
      at = up
    }
    return root
  }
  for (const [first, ...others] of ties) for (const other of others) parent.set(find(other), find(first as T))
  return find
}
