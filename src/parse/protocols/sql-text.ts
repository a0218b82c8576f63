// SQL as rules are written for: comments taken off, blanks made single, lower case. Texts in quotes stay as they are.

/** Quoted texts (of all kinds), or comments; MySQL's executable comments (slash star bang) are no comments. */
const pieces = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|(?:\/\*(?!!)[^*]*\*+(?:[^/*][^*]*\*+)*\/|--[^\n]*|\/\*!\d{0,6}|\*\/|\s)+/g

export function plainSql(sql: string): string {
  return sql
    .replace(pieces, piece => (piece[0] === "'" || piece[0] === '"' ? piece : ' '))
    .trim()
    .toLowerCase()
}
