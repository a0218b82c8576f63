// ELF headers (System V gABI), read piece by piece so that large files need no full read; made for files that are cut short or lie.
import { textOf } from '../../core/bytes.ts'
import type { ElfFact } from '../../core/facts/file.ts'
import type { ReadAt } from '../read-at.ts'
import { dynamicOf } from './elf-dynamic.ts'
import { type ElfShape, fields, type Segment } from './elf-fields.ts'
import { packerOf } from './elf-packer.ts'

/** What the headers say; printable strings are another parser's business. */
export interface ElfHeaders extends Omit<ElfFact, 'strings'> {
  /** Program interpreter (the dynamic loader), when one is asked for. */
  readonly interpreter?: string | undefined
  readonly sections: number
}

const machines: Readonly<Record<number, string>> = {
  2: 'sparc',
  3: 'i386',
  4: 'm68k',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390',
  40: 'arm',
  42: 'sh',
  62: 'x86-64',
  183: 'aarch64',
  243: 'riscv',
  247: 'bpf',
  258: 'loongarch',
}
const types: Readonly<Record<number, string>> = { 1: 'relocatable', 2: 'executable', 3: 'shared', 4: 'core' }

const mostSegments = 512
const mostSections = 4096

/** The headers of an ELF file of `size` bytes; undefined when it does not begin with the ELF mark or not even the header is there. */
export function readElf(read: ReadAt, size: number): ElfHeaders | undefined {
  const head = read(0, 64)
  if (head.length < 52 || head[0] !== 0x7f || head[1] !== 0x45 || head[2] !== 0x4c || head[3] !== 0x46) return undefined
  const wide = head[4] === 2
  if (wide && head.length < 64) return undefined
  const f = fields(head, wide, head[5] !== 2)
  const [phoff, shoff] = wide ? [f.word(32), f.word(40)] : [f.word(28), f.word(32)]
  const at = wide ? 54 : 42
  const [phentsize, phnum, shentsize, shnum] = [f.u16(at), f.u16(at + 2), f.u16(at + 4), f.u16(at + 6)]
  const type = types[f.u16(16)] ?? `type ${f.u16(16)}`
  const oddities: string[] = []
  if ((head[4] !== 1 && head[4] !== 2) || (head[5] !== 1 && head[5] !== 2)) oddities.push('class or byte order unknown')
  const shape: ElfShape = { read, size, wide, little: head[5] !== 2 }
  const segments = segmentsOf(shape, phoff, phentsize, phnum, oddities)
  const sectionTypes = sectionTypesOf(shape, shoff, shentsize, shnum)
  if (shnum > 0 && sectionTypes.length < Math.min(shnum, mostSections)) oddities.push('section table past the end')
  if (segments.some(s => s.type === 1 && s.fileSize > 0 && s.offset + s.fileSize > size)) oddities.push('file ends early')
  const interpreter = interpreterOf(shape, segments)
  const dynamic = dynamicOf(shape, segments)
  return {
    machine: machines[f.u16(18)] ?? `machine ${f.u16(18)}`,
    bits: wide ? 64 : 32,
    type: type === 'shared' && (interpreter !== undefined || dynamic.pie) ? 'pie' : type,
    static: (type === 'executable' || type === 'shared') && interpreter === undefined && (!dynamic.present || dynamic.pie),
    stripped: !sectionTypes.includes(2),
    needed: dynamic.needed,
    exports: dynamic.hooks,
    sections: sectionTypes.length,
    ...(interpreter === undefined ? {} : { interpreter }),
    ...orNothing('packer', packerOf(shape, segments, sectionTypes.length, dynamic.present)),
    ...orNothing('malformed', oddities.length > 0 ? oddities.join('; ') : undefined),
  }
}

function orNothing<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string })
}

function segmentsOf(shape: ElfShape, offset: number, entry: number, count: number, oddities: string[]): Segment[] {
  const least = shape.wide ? 56 : 32
  if (count === 0) return []
  if (entry < least || entry > 1024) {
    oddities.push('program headers of an impossible size')
    return []
  }
  const bytes = shape.read(offset, Math.min(count, mostSegments) * entry)
  const segments: Segment[] = []
  for (let at = 0; at + least <= bytes.length; at += entry) {
    const f = fields(bytes.subarray(at, at + least), shape.wide, shape.little)
    const [flags, from, address, fileSize, memorySize] = shape.wide
      ? [f.u32(4), f.word(8), f.word(16), f.word(32), f.word(40)]
      : [f.u32(24), f.word(4), f.word(8), f.word(16), f.word(20)]
    segments.push({ type: f.u32(0), flags, offset: from, address, fileSize, memorySize })
  }
  if (segments.length < Math.min(count, mostSegments)) oddities.push('program headers past the end')
  return segments
}

function sectionTypesOf(shape: ElfShape, offset: number, entry: number, count: number): number[] {
  const least = shape.wide ? 64 : 40
  if (count === 0 || offset === 0 || entry < least || entry > 1024) return []
  const bytes = shape.read(offset, Math.min(count, mostSections) * entry)
  const list: number[] = []
  for (let at = 0; at + least <= bytes.length; at += entry)
    list.push(fields(bytes.subarray(at, at + least), shape.wide, shape.little).u32(4))
  return list
}

function interpreterOf(shape: ElfShape, segments: readonly Segment[]): string | undefined {
  const segment = segments.find(s => s.type === 3)
  if (segment === undefined) return undefined
  const bytes = shape.read(segment.offset, Math.min(segment.fileSize, 4096))
  const end = bytes.indexOf(0)
  return textOf(end < 0 ? bytes : bytes.subarray(0, end))
}
