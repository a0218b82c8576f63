// The top-level commands of a shell start file that start something, as items of a listing.
import { isTrap, runsSomething } from '../parse/files/shell-interest.ts'
import type { ShellDialect } from '../parse/files/shell-scan.ts'
import { type ShellUnit, shellUnits } from '../parse/files/shell-units.ts'
import type { Item } from './listing.ts'
import type { Found } from './matching.ts'

/** Items for the units that `wanted` takes. The command is the unit without comments and here-document bodies. */
export function* shellItems(
  bytes: Uint8Array,
  { name }: Pick<Found, 'name'>,
  wanted: (unit: ShellUnit) => boolean = unit => runsSomething(unit) && !isTrap(unit),
): Generator<Item> {
  const dialect: ShellDialect = name.endsWith('.fish') ? 'fish' : 'sh'
  for (const unit of shellUnits(bytes, dialect)) {
    if (wanted(unit)) yield { number: unit.number, text: unit.text, span: unit.span, command: unit.bare }
  }
}
