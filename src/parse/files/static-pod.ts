// A Kubernetes pod manifest in YAML, read for the rights it takes: privilege and host paths; a line reader, no YAML engine.
import { linesOf } from '../lines.ts'

export interface StaticPod {
  readonly name: string
  readonly images: readonly string[]
  readonly privileged: boolean
  /** hostPath volumes. */
  readonly hostPaths: readonly string[]
  /** Words of all command: and args: lists. */
  readonly command: readonly string[]
}

/** Undefined when there is no "kind: Pod" in it. Reads block style and one-line lists, which is what kubeadm and people write. */
export function parseStaticPod(bytes: Uint8Array): StaticPod | undefined {
  const lines = [...linesOf(bytes)].map(({ text }) => text).filter(text => text.length < 10_000 && !/^\s*#/.test(text))
  if (!lines.some(text => /^\s*["']?kind["']?:\s*["']?Pod["']?\s*,?$/.test(text))) return undefined
  const images: string[] = []
  const hostPaths: string[] = []
  const command: string[] = []
  let name = ''
  let privileged = false
  /** The key whose value the following deeper lines are. */
  let open = { key: '', indent: -1 }
  for (const text of lines) {
    const indent = text.search(/\S/)
    if (indent < 0) continue
    const item = /^\s*-\s+(.*)$/.exec(text)
    if (indent < open.indent || (indent === open.indent && item === null)) open = { key: '', indent: -1 }
    const [, key = '', value = ''] = /^\s*(?:-\s+)?["']?([A-Za-z]+)["']?:(?:\s+(.*))?$/.exec(text) ?? []
    if ((open.key === 'command' || open.key === 'args') && item !== null) command.push(scalar(item[1] ?? ''))
    else if (key === 'name' && open.key === 'metadata') name ||= scalar(value)
    else if (key === 'image') images.push(scalar(value))
    else if (key === 'privileged' && scalar(value) === 'true') privileged = true
    else if (key === 'path' && open.key === 'hostPath') hostPaths.push(scalar(value))
    else if ((key === 'command' || key === 'args') && value.startsWith('['))
      command.push(
        ...value
          .replace(/^\[|\]\s*$/g, '')
          .split(',')
          .map(scalar),
      )
    if (['metadata', 'hostPath', 'command', 'args'].includes(key) && value === '') open = { key, indent: text.search(/[A-Za-z"']/) }
  }
  return { name, images, privileged, hostPaths, command }
}

function scalar(text: string): string {
  const bare = text.trim()
  const quoted = /^"([^"]*)"|^'([^']*)'/.exec(bare)
  return quoted?.[1] ?? quoted?.[2] ?? bare.replace(/\s+#.*$/, '')
}
