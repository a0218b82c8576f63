// Who stands for the report: empty lines to sign, and what binds the paper to the records.
import type { Text } from '../../core/text.ts'
import type { ChapterWriter } from '../chapter.ts'
import { code, prose, sayer, table } from '../say.ts'

const roles: readonly Text[] = [
  { zh: '编制', en: 'Written by' },
  { zh: '审核', en: 'Reviewed by' },
  { zh: '批准', en: 'Approved by' },
]

export const signOff: ChapterWriter = {
  id: 'sign-off',
  title: { zh: '签署', en: 'Signatures' },
  write({ id, tool, chains }, lang) {
    const say = sayer(lang)
    return [
      prose(
        say({
          zh: `本报告由 ${tool} 依据案卷 ${id} 的记录生成;同一案卷、同一版本每次生成的内容逐字节相同,可重新生成以核对。`,
          en: `Made by ${tool} of the records of case ${id}; the same case and version give the same bytes each time, so that it can be made again and compared.`,
        }),
      ),
      ...(chains.journal === '' ? [] : [prose(say({ zh: '处置日志链首:', en: 'Head of the journal: ' }), code(chains.journal))]),
      ...(chains.evidence === '' ? [] : [prose(say({ zh: '证据链链首:', en: 'Head of the chain of custody: ' }), code(chains.evidence))]),
      table(
        [
          say({ zh: '角色', en: 'Role' }),
          say({ zh: '姓名', en: 'Name' }),
          say({ zh: '签名', en: 'Signature' }),
          say({ zh: '日期', en: 'Date' }),
        ],
        [2, 3, 4, 2],
        roles.map(role => [[say(role)], [], [], []]),
      ),
    ]
  },
}
