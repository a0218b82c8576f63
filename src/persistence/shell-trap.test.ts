import { testKind } from '../../test/kinds.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { shellTrap } from './shell-trap.ts'

testKind(shellTrap, {
  tree: {
    '/etc/profile.d/z.sh': "trap - EXIT\ntrap '/usr/lib/.x' DEBUG\n",
    '/root/.bashrc': "# trap 'x' DEBUG\nexport PROMPT_COMMAND='nohup /tmp/x &'\nPS1='$ '\n",
  },
  lists: ["/etc/profile.d/z.sh:2 trap '/usr/lib/.x' DEBUG", "/root/.bashrc:2 export PROMPT_COMMAND='nohup /tmp/x &'"],
  sound: bytes => [...shellUnits(bytes)].every(unit => unit.closed),
})
