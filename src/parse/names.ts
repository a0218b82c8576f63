// Tricks in one file name or account name that make it look like another, or like nothing.

export type NameTrick = 'blank' | 'dots' | 'control' | 'invisible' | 'not UTF-8'

/** Zero-width, bidirectional and other characters that show nothing (Unicode general category Cf and blank fillers). */
const invisible = /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/

/** Lone surrogates of textOf: bytes that are no UTF-8. */
const notUtf8 = /(?<![\ud800-\udbff])[\udc80-\udcff]/

/** What is wrong with one name (no path); undefined for an ordinary one, spaces inside it included. "." and ".." are ordinary. */
export function nameTrick(name: string): NameTrick | undefined {
  if (name === '' || name === '.' || name === '..') return undefined
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return 'control'
  if (notUtf8.test(name)) return 'not UTF-8'
  if (/^[.\s]+$/.test(name)) return name.trim() === '' ? 'blank' : 'dots'
  if (invisible.test(name)) return 'invisible'
  return /^\s|\s$/.test(name) || /^\.+\s/.test(name) ? 'blank' : undefined
}
