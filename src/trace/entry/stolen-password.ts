// A password that somebody else knew: a login that was right at once, from where nobody ever came.
import { text } from './asking.ts'
import { closePasswords, sshWay } from './ssh-way.ts'

export const stolenPassword = sshWay({
  id: 'stolen-password',
  summary: text('被盗或泄露的 SSH 口令', 'a stolen or leaked SSH password'),
  techniques: ['T1078', 'T1021.004'],
  references: ['https://attack.mitre.org/techniques/T1078/'],
  title: text('被盗的 SSH 口令', 'stolen SSH password'),
  kind: 'password',
  told: ({ knownDays }) =>
    knownDays === 0
      ? text('该地址此前从未登录过,且没有猜测', 'from where nobody had come before, and without guessing')
      : text('该地址此前很少登录', 'from where hardly anybody had come before'),
  unseen: text('没有来自陌生地址的口令登录', 'no login by password from an unknown address'),
  needs: 'passwordauthentication',
  collect: [
    text(
      '询问账户所有者:这次登录是否本人;该口令是否在别处用过或泄露过',
      'ask the owner of the account whether it was he, and where else that password is used',
    ),
  ],
  close: closePasswords,
})
