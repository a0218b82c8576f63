import { testKind } from '../../test/kinds.ts'
import { aptHook } from './apt-hook.ts'

testKind(aptHook, {
  tree: {
    '/etc/apt/apt.conf.d/99x': 'APT::Update::Pre-Invoke {"(/tmp/x) &"; "y";};\nDPkg::Post-Invoke:: "z";\nAPT::Install-Recommends "0";\n',
  },
  lists: ['/etc/apt/apt.conf.d/99x:1 (/tmp/x) &', '/etc/apt/apt.conf.d/99x:1 y', '/etc/apt/apt.conf.d/99x:2 z'],
})
