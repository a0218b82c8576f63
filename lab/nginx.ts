// A site of Debian's nginx.
import type { Dress } from './dress.ts'

/** `body`: what stands in the server block. */
export function nginx(dress: Dress, body: string): void {
  dress.write('/etc/nginx/sites-available/default', `server {\n  listen 80 default_server;\n  server_name _;\n  ${body}\n}\n`)
}
