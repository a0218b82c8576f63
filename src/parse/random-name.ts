// Program names that nobody would think of: letters put together at random, as bots that rename themselves do.

/** Pairs of letters that hardly any word or command of two words has, by their first letter. */
const rarePairs: Readonly<Record<string, string>> = {
  b: 'fgjkmqvwxz',
  c: 'bfgjmpqvwxz',
  d: 'bcfjkpqtvxz',
  f: 'bcdghjkmnpqvwxz',
  g: 'bcdfjkmpqtvxz',
  h: 'bcdfghjkpqsvxz',
  j: 'bcdfghjklmnpqrstvwxz',
  k: 'bcdfjkmpqtvxz',
  l: 'jqrxz',
  m: 'cdfghjkqrtvwxz',
  n: 'bqrx',
  p: 'bcdfgjkmqvwxz',
  q: 'abcdefghijklmnopqrstvwxyz',
  r: 'jqxz',
  s: 'djrvxz',
  t: 'bdfgjkpqvxz',
  v: 'bcdfghjkmnpqstvwxz',
  w: 'bcfgjmpqtvxz',
  x: 'bdfghjkmnpqrsvwz',
  y: 'jqvy',
  z: 'bcdfghjkmnpqrstvwx',
}

/** Eight to sixteen small letters with four rare pairs, or with three and hardly a vowel. About two of three random names are found. */
export function looksRandom(name: string): boolean {
  if (!/^[a-z]{8,16}$/.test(name)) return false
  let rare = 0
  for (let i = 0; i + 1 < name.length; i++) if (rarePairs[name[i]!]?.includes(name[i + 1]!) === true) rare++
  return rare >= 4 || (rare === 3 && name.replace(/[^aeiou]/g, '').length <= 2)
}
