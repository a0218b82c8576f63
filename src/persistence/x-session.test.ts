import { testKind } from '../../test/kinds.ts'
import { xSession } from './x-session.ts'

testKind(xSession, {
  tree: {
    '/etc/X11/Xsession.d/99x': 'nohup /opt/x &\n',
    '/home/u/.xinitrc': '/tmp/x &\nexec xfce4-session\n',
    '/home/u/.xsession-errors': 'x',
  },
  lists: ['/etc/X11/Xsession.d/99x:1 /etc/X11/Xsession.d/99x', '/home/u/.xinitrc:1 /home/u/.xinitrc'],
})
