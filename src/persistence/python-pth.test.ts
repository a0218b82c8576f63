import { testKind } from '../../test/kinds.ts'
import { pythonPth } from './python-pth.ts'

testKind(pythonPth, {
  tree: {
    '/usr/lib/python3/dist-packages/x.pth': '# c\n/usr/share/x\nimport os; os.system("/tmp/x")\nimportant\n',
    '/root/.local/lib/python3.11/site-packages/usercustomize.py': 'import os\n',
    '/usr/lib/python3.11/sitecustomize.py': '# install the apport exception handler if available\n\n',
  },
  lists: [
    '/usr/lib/python3/dist-packages/x.pth:3 import os; os.system("/tmp/x")',
    '/root/.local/lib/python3.11/site-packages/usercustomize.py:1 /root/.local/lib/python3.11/site-packages/usercustomize.py',
  ],
})
