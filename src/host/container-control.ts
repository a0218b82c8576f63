// Asking a running Docker daemon on its own socket: what restarts a container it keeps in memory, whatever its files say.
import { bytesOf, concat, textOf } from '../core/bytes.ts'
import type { ContainerControl } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { readHttpResponse } from '../parse/http-response.ts'
import { jsonOf, stringAt } from '../parse/json.ts'
import type { Sys } from './sys.ts'
import { connectTo } from './unix-socket.ts'

const longestAnswer = 8 << 20
const policies = /^(?:no|always|unless-stopped|on-failure)$/

/** `socket` and `patience` (milliseconds for each answer) as they are on a host. */
export function containerControl(sys: Sys, socket = '/run/docker.sock', patience = 10_000): ContainerControl {
  const ask = (method: string, path: string, body = ''): Uint8Array | Gap => {
    const connection = connectTo(sys, socket, patience)
    if (isGap(connection)) return connection
    try {
      if (connection.peer.uid !== 0 && connection.peer.uid !== process.getuid?.()) return gap(socket, 'tampered', 'somebody else answers')
      const content = bytesOf(body)
      const head = `${method} ${path} HTTP/1.0\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: ${content.length}\r\n\r\n`
      const failed = connection.send(concat([bytesOf(head), content]))
      if (failed !== undefined) return failed
      const parts: Uint8Array[] = []
      for (let size = 0; size <= longestAnswer; ) {
        const more = connection.receive()
        // The daemon closes the connection behind its answer.
        if (isGap(more)) break
        parts.push(more)
        size += more.length
      }
      const answer = readHttpResponse(concat(parts))
      if (answer === undefined) return gap(socket, 'malformed', 'does not speak HTTP')
      if (answer.status >= 200 && answer.status < 300) return answer.body
      const words = stringAt(jsonOf(answer.body), 'message') || `answers with ${answer.status}`
      return gap(socket, answer.status === 404 ? 'absent' : 'denied', words)
    } finally {
      connection.close()
    }
  }
  const isId = (id: string): boolean => /^[0-9a-f]{12,64}$/.test(id)
  return {
    restartPolicy(id) {
      if (!isId(id)) return gap(socket, 'malformed', 'is no id of a container')
      const answer = ask('GET', `/containers/${id}/json`)
      if (isGap(answer)) return answer
      const name = stringAt(jsonOf(answer), 'HostConfig', 'RestartPolicy', 'Name')
      return policies.test(name) ? name : gap(socket, 'malformed', `tells no restart policy: ${textOf(answer.subarray(0, 80))}`)
    },
    setRestartPolicy(id, policy) {
      if (!isId(id) || !policies.test(policy)) return gap(socket, 'malformed', 'is no id of a container')
      const answer = ask('POST', `/containers/${id}/update`, JSON.stringify({ RestartPolicy: { Name: policy } }))
      return isGap(answer) ? answer : undefined
    },
  }
}
