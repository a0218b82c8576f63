// The text of the /proc/PID/exe link: a path, perhaps with " (deleted)", or the name of a memfd.

const mark = ' (deleted)'

/** `marked`: the text ends with " (deleted)"; a living file may bear that name too, so that the caller must look. See proc_pid_exe(5). */
export function parseExeLink(text: string): { path: string; marked: boolean; memfd: boolean } {
  const marked = text.endsWith(mark)
  const path = marked ? text.slice(0, -mark.length) : text
  return { path, marked, memfd: marked && path.startsWith('/memfd:') }
}
