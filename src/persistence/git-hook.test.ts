import { testKind } from '../../test/kinds.ts'
import { gitHook } from './git-hook.ts'

testKind(gitHook, {
  tree: {
    '/home/a/site/.git/hooks/post-merge': { content: '#!/bin/sh\n/tmp/x &\n', mode: 0o755 },
    '/home/a/site/.git/hooks/pre-commit.sample': { content: '#!/bin/sh\n', mode: 0o755 },
    '/srv/repo.git/hooks/post-receive': { content: '#!/bin/sh\n', mode: 0o755 },
    '/etc/gitconfig': '[core]\n\thooksPath = /usr/share/.h\n\tfsmonitor = true\n[alias]\n\tst = status\n',
  },
  lists: [
    '/srv/repo.git/hooks/post-receive:1 /srv/repo.git/hooks/post-receive',
    '/home/a/site/.git/hooks/post-merge:1 /home/a/site/.git/hooks/post-merge',
    '/etc/gitconfig:2 /usr/share/.h',
  ],
})
