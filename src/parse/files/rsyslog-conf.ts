// rsyslog.conf(5), old and new style, as far as it says which files below /var/log are written.

/** Paths of files, once each, in the order in which they stand. */
export function rsyslogTargets(text: string): readonly string[] {
  const paths = new Set<string>()
  for (const line of text.split('\n')) {
    const target = /^[^#]*[\s"=-](\/var\/log\/[\w./-]{1,100})/.exec(line.slice(0, 1000))?.[1]
    if (target !== undefined) paths.add(target)
  }
  return [...paths]
}
