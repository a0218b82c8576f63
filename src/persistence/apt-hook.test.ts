import { testKind } from '../../test/kinds.ts'
import { aptHook } from './apt-hook.ts'

testKind(aptHook, {
  tree: {
    '/etc/apt/apt.conf.d/99x': 'APT::Update::Pre-Invoke {"(/tmp/x) &"; "y";};\nDPkg::Post-Invoke:: "z";\nAPT::Install-Recommends "0";\n',
    '/etc/apt/apt.conf.d/99z': 'APT::Update::Pre-Invoke {"nohup /tmp/.x/run >/dev/null 2>&1 &"};\nDPkg { Post-Invoke { "a"; "b" } };\n',
  },
  lists: [
    '/etc/apt/apt.conf.d/99x:1 (/tmp/x) &',
    '/etc/apt/apt.conf.d/99x:1 y',
    '/etc/apt/apt.conf.d/99x:2 z',
    '/etc/apt/apt.conf.d/99z:1 nohup /tmp/.x/run >/dev/null 2>&1 &',
    '/etc/apt/apt.conf.d/99z:2 a',
    '/etc/apt/apt.conf.d/99z:2 b',
  ],
})
