// What a Redis 7.0 wrote after "set" of cron lines: a compressed RDB with its checksum, and an AOF.
const base64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** Keys backup1 (plain), backup2 (LZF), data (LZF) and sched (an ordinary value that looks like a job). */
export const packedRdb = base64(
  'UkVESVMwMDEw+glyZWRpcy12ZXIGNy4wLjE1+gpyZWRpcy1iaXRzwED6BWN0aW1lwpDsAWv6CHVzZWQtbWVtwuBWDgD6CGFvZi1iYXNlwAD+APsEAAAFc2NoZWQP' +
    'MCAwICogKiAqIG15am9iAAdiYWNrdXAxPgoKCiovMiAqICogKiAqIHJvb3QgY2QxIC1mc1NMIGh0dHA6Ly8xOTIuMC4yLjcvaW5pdC5zaCB8IHNoCgoKAAdiYWNr' +
    'dXAyw0BBQHoHCgoKKi8zICqgAR9yb290IHdnZXQgLXEgLU8tIGh0dHA6Ly8xOTIuMC4yLg03L2luaXQuc2ggfCBzaOAyOgEKCgAEZGF0YcMjPBtsaW5lCjEgMiAz' +
    'IDQgNSA2Cm90aGVyIHRleHQg4BUKAXh0/6aaMVEAuW5p',
)

/** The value "0 0 * * * job", then a planted one between newlines. */
export const redisAof = base64(
  'KjINCiQ2DQpTRUxFQ1QNCiQxDQowDQoqMw0KJDMNCnNldA0KJDMNCmZvbw0KJDEzDQowIDAgKiAqICogam9iDQoqMw0KJDMNCnNldA0KJDMNCmZvbw0KJDIwDQoK' +
    'CgoqLzkgKiAqICogKiB4L3kKCg0K',
)
