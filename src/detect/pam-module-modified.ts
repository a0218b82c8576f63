// A PAM module whose content is not what its package installed: a place for universal passwords and password logs.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'

export const pamModuleModified: Detector = {
  id: 'pam-module-modified',
  summary: { zh: 'PAM 认证模块与软件包不符', en: 'a PAM module differs from its package' },
  techniques: ['T1556.003'],
  references: ['https://attack.mitre.org/techniques/T1556/003/', 'man:pam(8)'],
  needs: ['verifications'],
  *detect({ verifications }) {
    for (const { path, file, package: owner, result, expected, actual } of verifications) {
      if (result !== 'modified' || !/\/security\/pam_[^/]+\.so$/.test(path)) continue
      yield say(this, {
        title: { zh: `PAM 模块 ${path} 被改动`, en: `the PAM module ${path} was changed` },
        about: [file],
        evidence: [evidence('package', path, `${owner}: expected ${expected}, found ${actual}`)],
        severity: 'high',
        confidence: 0.7,
        class: 'access',
        signal: 'intrusion',
        why: {
          zh: '被替换的 pam_unix.so 可以接受万能密码,并记录每个登录者的密码;请视所有口令为已泄露。',
          en: 'A replaced pam_unix.so can accept a universal password and record those of everyone who logs in: treat all passwords as known to others.',
        },
      })
    }
  },
}
