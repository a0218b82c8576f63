// What applications write to their standard error under systemd: it comes by the journal in the name of the program that was started.
import { appNoise } from '../app-noise.ts'
import { colourless, needlesOf, toldBy } from '../marks.ts'
import { minerNoise, shellNoise } from '../shell-noise.ts'
import { type MessageKind, stateless } from './kind.ts'

const marks = [...appNoise, ...shellNoise, ...minerNoise]

export const outputMessages: MessageKind = {
  programs: (
    'node nodejs npm npx next next-server pm2 PM2 yarn pnpm bun deno java catalina.sh tomcat tomcat9 tomcat10 jenkins confluence activemq nacos startup.sh ' +
    'php php-fpm php-fpm7.4 php-fpm8.1 php-fpm8.2 php-fpm8.3 php-fpm8.4 apache2 apachectl httpd nginx lighttpd caddy python python3 gunicorn uvicorn uwsgi flask celery ruby puma unicorn dotnet sh bash dash start.sh run.sh'
  ).split(' '),
  needles: needlesOf(marks),
  open: stateless(message => toldBy(marks, colourless(message.slice(0, 8000)))),
}
