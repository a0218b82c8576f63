import { testKind } from '../../test/kinds.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { bashLogout } from './bash-logout.ts'

testKind(bashLogout, {
  tree: {
    '/root/.bash_logout': '# ~/.bash_logout\n/usr/lib/.x\n',
    '/home/a/.bash_logout': 'if [ "$SHLVL" = 1 ]; then\n    [ -x /usr/bin/clear_console ] && /usr/bin/clear_console -q\nfi\n',
  },
  lists: ['/root/.bash_logout:2 /usr/lib/.x'],
  sound: bytes => [...shellUnits(bytes)].every(unit => unit.closed),
})
