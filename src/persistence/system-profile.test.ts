import { testKind } from '../../test/kinds.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { systemProfile } from './system-profile.ts'

const debian = `# /etc/profile: system-wide .profile file for the Bourne shell (sh(1))
if [ "$(id -u)" -eq 0 ]; then
  PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
else
  PATH="/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games"
fi
export PATH
if [ -d /etc/profile.d ]; then
  for i in /etc/profile.d/*.sh; do
    if [ -r $i ]; then
      . $i
    fi
  done
  unset i
fi
`

testKind(systemProfile, {
  tree: {
    '/etc/profile': `${debian}/usr/bin/bprofr\n`,
    '/etc/zsh/zshenv': 'if [[ -z "$PATH" ]]\nthen\n\texport PATH\nfi\n(sleep 1; /lib/.x) &\n',
    '/etc/fish/config.fish': 'if status is-login\n  set -x A 1\nend\n/opt/.f/x &\n',
  },
  lists: ['/etc/profile:16 /usr/bin/bprofr', '/etc/zsh/zshenv:5 (sleep 1; /lib/.x) &', '/etc/fish/config.fish:4 /opt/.f/x &'],
  sound: bytes => [...shellUnits(bytes)].every(unit => unit.closed),
})
