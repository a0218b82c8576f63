// Plays a kubelet that lets anybody run commands in its pods. Its log is klog's, with a line for each request as with --v=2.
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? '/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --anonymous-auth=true'
const say = (text: string): void => {
  const [day = '', clock = ''] = new Date().toISOString().split('T')
  process.stderr.write(`I${day.slice(5).replace('-', '')} ${clock.replace('Z', '000')} ${process.pid} ${text}\n`)
}
say('server.go:162] "Starting to listen" address="0.0.0.0" port=10250')

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const from = `${request.socket.remoteAddress?.replace('::ffff:', '')}:${request.socket.remotePort}`
    const agent = request.headers['user-agent'] ?? ''
    say(
      `httplog.go:132] "HTTP" verb="${request.method}" URI="${request.url}" latency="12.1ms" userAgent="${agent}" audit-ID="" srcIP="${from}" resp=200`,
    )
    const command = new URLSearchParams(body).get('cmd')
    if (request.method !== 'POST' || !request.url?.startsWith('/run/') || command === null) {
      response.writeHead(200).end('{"kind":"PodList","items":[]}')
      return
    }
    const scope = `--unit=cri-containerd-${'3f9b'.repeat(16)}`
    execFile('systemd-run', ['--scope', '--quiet', '--slice=kubepods-besteffort.slice', scope, '--', '/bin/sh', '-c', command])
    response.writeHead(200).end()
  })
}).listen(10250, '0.0.0.0')
