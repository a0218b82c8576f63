// containers.json of containers/storage, in which Podman, Buildah and CRI-O keep their containers.
import { jsonOf, jsonText, stringAt, stringsAt } from '../json.ts'

export interface StoredContainer {
  readonly id: string
  readonly name: string
  readonly image: string
  /** The layer that is written to. */
  readonly layer: string
}

const idForm = /^[0-9a-f]{64}$/

/** The containers; what has no proper id or layer is passed over (containers/storage/containers.go). */
export function parseContainersJson(bytes: Uint8Array): StoredContainer[] {
  const list = jsonOf(bytes)
  if (!Array.isArray(list)) return []
  return (list as readonly unknown[]).flatMap(entry => {
    const [id, layer] = [stringAt(entry, 'id'), stringAt(entry, 'layer')]
    if (!idForm.test(id) || !idForm.test(layer)) return []
    const metadata = jsonText(stringAt(entry, 'metadata'))
    const name = stringAt(metadata, 'name') || stringAt(metadata, 'container-name') || (stringsAt(entry, 'names')[0] ?? '')
    return [{ id, layer, name, image: stringAt(metadata, 'image-name') || stringAt(entry, 'image') }]
  })
}
