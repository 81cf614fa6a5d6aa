import { randomBytes } from 'node:crypto'

import { systemClock, type Clock } from './clock.ts'

/** Fills `size` bytes with randomness; injected so that a seed can replay a whole run. */
export type RandomBytes = (size: number) => Uint8Array

export type Ids = {
  /**
   * A new row id: 26 characters of lower-case Crockford base 32, a ULID (48 bits of ms since the epoch, 80 random bits;
   * https://github.com/ulid/spec). Every id sorts after the ones made before it by the same maker, even within one
   * millisecond and when the clock jumps back.
   */
  newId(): string
  /** An unguessable secret of `bytes` bytes (16 or more) in base64url, for tokens and links. */
  newSecret(bytes?: number): string
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const randomBits = 80n
const randomLimit = 1n << randomBits

export function createIds(random: RandomBytes = randomBytes, clock: Clock = systemClock): Ids {
  let lastMs = -1
  let lastRandom = 0n

  function newId(): string {
    const now = Math.floor(clock.now())
    if (now > lastMs) {
      lastMs = now
      lastRandom = toBigInt(random(10))
    } else {
      // Same millisecond, or the clock went back: count on from the last id so that order still holds.
      lastRandom += 1n
      if (lastRandom === randomLimit) {
        lastMs += 1
        lastRandom = 0n
      }
    }
    return encode((BigInt(lastMs) << randomBits) | lastRandom)
  }

  function newSecret(bytes = 32): string {
    if (bytes < 16) throw new RangeError('a secret needs 16 bytes or more')
    return Buffer.from(random(bytes)).toString('base64url')
  }

  return { newId, newSecret }
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

/** 130 bits in 26 characters of five bits, most significant first. */
function encode(value: bigint): string {
  let rest = value
  let text = ''
  for (let i = 0; i < 26; i += 1) {
    text = alphabet[Number(rest & 31n)] + text
    rest >>= 5n
  }
  return text
}
