import { testKind } from '../../test/kinds.ts'
import { polkit } from './polkit.ts'

testKind(polkit, {
  tree: {
    '/etc/polkit-1/rules.d/10-x.rules':
      'polkit.addRule(function(a, s) {\n  polkit.spawn(["/usr/lib/.x"]);\n  return polkit.Result.YES;\n});\n',
    '/etc/polkit-1/rules.d/49-sudo.rules': 'polkit.addAdminRule(function() { return ["unix-group:sudo"]; });\n',
  },
  lists: ['/etc/polkit-1/rules.d/10-x.rules:1 ["/usr/lib/.x"]'],
})
