// Passwords as guessers try them.
const common =
  '123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 abc123 monkey letmein root toor pass test admin1 changeme server linux ubuntu oracle P@ssw0rd 1q2w3e4r zaq12wsx 000000 888888 a123456 root123 qwe123 1qaz2wsx 654321 huawei666 centos abcd1234 passw0rd raspberry welcome guest default'.split(
    ' ',
  )

/** `count` guesses, the right one last; '' when nobody finds it. */
export function wordsWith(right: string, count: number): string[] {
  const words = Array.from({ length: count }, (_, n) => common[n % common.length] ?? '')
  return right === '' ? words : [...words.slice(1), right]
}
