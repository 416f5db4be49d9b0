// A text cast to a boolean or a number, as Compose does before it checks the schema or right after (compose-go, loader/interpolate.go
// and the decoding of types).

import type { Cast } from '../keys/key.ts';
import { booleanOf } from '../project/values/read-scalar.ts';

const patterns: Readonly<Record<Exclude<Cast, 'flag'>, RegExp>> = {
  whole: /^[-+]?\d+$/,
  number: /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i,
  size: /^\d+(?:\.\d+)? ?[kmgtp]?i?b?$/i,
  count: /^(?:all|[-+]?\d+)$/i,
};

/** Returns the value of a text under a cast: the text itself when its form is preserved; null when Compose refuses it. */
export function castText(text: string, cast: Cast): string | number | boolean | null {
  if (cast === 'flag') return booleanOf(text);
  if (!patterns[cast].test(text)) return null;
  switch (cast) {
    case 'whole':
      // 64 bits have 19 digits; to read a number of a million takes long.
      if (text.length > 100) return null;
      return BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''))
        ? Number(text)
        : null;
    case 'number':
      return Number(text);
    case 'size':
    case 'count':
      return text;
  }
}
