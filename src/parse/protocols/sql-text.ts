// SQL as rules are written for: comments taken off, blanks made single, lower case. Texts in quotes stay as they are.

/** Quoted texts (of all kinds), or comments; MySQL's executable comments (slash star bang) are no comments. */
const pieces = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|(?:\/\*(?!!)[^*]*\*+(?:[^/*][^*]*\*+)*\/|--[^\n]*|\/\*!\d{0,6}|\*\/|\s)+/g

export function plainSql(sql: string): string {
  return sql
    .replace(pieces, piece => (piece[0] === "'" || piece[0] === '"' ? piece : ' '))
    .trim()
    .toLowerCase()
}

/** Plain SQL with the texts in quotes emptied: what it says to do, not what it speaks of. */
export function orderOf(plain: string): string {
  return plain.replace(/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"/g, text => text[0]! + text[0]!)
}

/** Texts that are joined, as one: 'a' + 'b' and 'a' || 'b'. */
function joinedOf(plain: string): string {
  return plain.replace(/' ?(?:\+|\|\|) ?n?'/g, '')
}

/** The parts of a statement that patches ask for. */
export function sqlPart(sql: string): (name: string) => string {
  const query = plainSql(sql)
  return name => (name === 'query' ? query : name === 'order' ? orderOf(query) : name === 'joined' ? joinedOf(query) : '')
}
