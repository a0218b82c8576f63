// A Kubernetes pod manifest (YAML or JSON), read only for what it runs: line by line, so that no YAML trick can hurt.

import { jsonOf, listAt, stringAt, stringsAt } from '../json.ts'
import { linesOf } from '../lines.ts'

export interface PodSketch {
  readonly kind: string
  readonly name: string
  readonly images: readonly string[]
  /** Words of all command and args lists, in order. */
  readonly command: readonly string[]
}

const mostWords = 200

/** What the manifest names; empty fields where the text is something else. Of several YAML documents the kind and name are the first's. */
export function podSketchOf(bytes: Uint8Array): PodSketch {
  const value = jsonOf(bytes)
  return value === undefined || typeof value !== 'object' ? sketchYaml(bytes) : sketchJson(value)
}

function sketchJson(value: unknown): PodSketch {
  const containers = ['initContainers', 'containers'].flatMap(key => listAt(value, 'spec', key)).slice(0, mostWords)
  return {
    kind: stringAt(value, 'kind'),
    name: stringAt(value, 'metadata', 'name'),
    images: containers.map(container => stringAt(container, 'image')).filter(image => image !== ''),
    command: containers.flatMap(container => [...stringsAt(container, 'command'), ...stringsAt(container, 'args')]).slice(0, mostWords),
  }
}

function sketchYaml(bytes: Uint8Array): PodSketch {
  const images: string[] = []
  const command: string[] = []
  let kind = ''
  let name = ''
  let part = ''
  // Depth of the command list under way; its items stand at that depth or deeper.
  let list = -1
  for (const { text } of linesOf(bytes)) {
    const [, blanks = '', dashes = '', rest = ''] = /^([ \t]*)((?:-[ \t]+)*)(.*)$/s.exec(text) ?? []
    const pair = /^([A-Za-z]{1,40})[ \t]*:(?:[ \t]+(.*))?$/s.exec(rest.trimEnd())
    if (rest.trim() === '' || rest.startsWith('#')) continue
    if (list >= 0 && dashes !== '' && blanks.length >= list && pair === null) {
      if (command.length < mostWords) command.push(scalar(rest))
      continue
    }
    list = -1
    const key = pair?.[1] ?? ''
    const value = pair?.[2]?.trim() ?? ''
    if (blanks === '' && dashes === '' && key !== '') part = key
    if (key === 'kind' && blanks === '') kind ||= scalar(value)
    else if (key === 'name' && part === 'metadata') name ||= scalar(value)
    else if (key === 'image' && value !== '' && images.length < mostWords) images.push(scalar(value))
    else if ((key === 'command' || key === 'args') && value === '') list = blanks.length
    else if ((key === 'command' || key === 'args') && value.startsWith('['))
      command.push(...(value.match(/"(?:\\.|[^"\\])*"|'[^']*'|[^\s,[\]"']+/g) ?? []).slice(0, mostWords - command.length).map(scalar))
  }
  return { kind, name, images, command }
}

function scalar(value: string): string {
  const quoted = /^(?:"((?:\\.|[^"\\])*)"|'([^']*)')/.exec(value)
  if (quoted !== null) return (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1')
  const comment = /[ \t]#/.exec(value)
  return (comment === null ? value : value.slice(0, comment.index)).trim()
}
