// Numbers as Compose's YAML reader takes them out of plain text: octal with a leading zero, underscores, binary (semantics
// 4.6). Wider than YAML 1.2, so the text decides here, not the parser's value.

/** A plain text as a number; `whole` is false for a text with a fraction or an exponent, whatever its value. */
export interface PlainNumber {
  readonly value: number;
  readonly whole: boolean;
  /** The number as a text, where Compose needs one. */
  readonly text: string;
}

const wholePattern = /^([-+]?)(?:0[bB]([01]+)|0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const floatPattern = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** Returns the number that a plain text is; null when it is none. */
export function plainNumber(text: string): PlainNumber | null {
  if (!/^[-+.0-9]/.test(text)) return null;
  const bare = text.replaceAll('_', '');
  const integer = wholeNumber(bare);
  if (integer !== null) return { value: Number(integer), whole: true, text: `${integer}` };
  if (!floatPattern.test(bare)) return null;
  const value = Number(bare);
  return { value, whole: false, text: floatText(value) };
}

/** Returns the whole number that a text is; null for other texts, and for numbers beyond 64 bits, which Compose reads as floating-point. */
function wholeNumber(text: string): bigint | null {
  // 64 bits in binary; to read a number of a million digits takes long.
  if (text.length > 500) return null;
  const match = wholePattern.exec(text);
  if (match === null) return null;
  const [, sign = '', binary, hexadecimal, octal, decimal = '0'] = match;
  const size =
    binary !== undefined
      ? BigInt(`0b${binary}`)
      : hexadecimal !== undefined
        ? BigInt(`0x${hexadecimal}`)
        : octal !== undefined
          ? BigInt(`0o${octal}`)
          : BigInt(decimal);
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  if (size > limit) return null;
  return sign === '-' ? -size : size;
}

/** Returns the shortest digits of a number, with a two-digit exponent from a million on and below a ten-thousandth. */
function floatText(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return `${value}`;
  return `${mantissa}e${power < 0 ? '-' : '+'}${`${Math.abs(power)}`.padStart(2, '0')}`;
}
