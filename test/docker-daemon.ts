// A daemon with the part of Docker's API that concerns restart policies, for tests: argv is the socket's path and its one container.
import { createServer } from 'node:http'

const [, , socket = '', id = ''] = process.argv
let policy = 'always'

const server = createServer((request, response) => {
  const answer = (status: number, body: object): void => {
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  if (!request.url?.startsWith(`/containers/${id}/`)) return answer(404, { message: 'No such container' })
  if (request.method === 'GET') return answer(200, { Id: id, HostConfig: { RestartPolicy: { Name: policy, MaximumRetryCount: 0 } } })
  let body = ''
  request.on('data', data => {
    body += data
  })
  request.on('end', () => {
    policy = (JSON.parse(body) as { RestartPolicy: { Name: string } }).RestartPolicy.Name
    answer(200, { Warnings: null })
  })
})
server.listen(socket, () => process.send?.('ready'))
