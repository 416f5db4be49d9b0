// Texts of every form that the usage of an operation allows.

/** The sample for each word of a usage. */
const samples: Readonly<Record<string, string>> = {
  NUMBER: '3',
  PORT: '3000',
  HOSTPORT: '8080',
  CONTAINERPORT: '80',
  NEWPORT: '81',
  IP: '127.0.0.1',
  STATEMENT: 'front -> db',
};

/** Returns every text that a usage allows: with and without each part in brackets, with each alternative, field by field. */
function textsOf(usage: string): readonly string[] {
  if (usage.includes(' or ')) return usage.split(' or ').flatMap(textsOf);
  const [, lead = '', option, tail = ''] = /^([^[]*)\[([^\]]*)\](.*)$/.exec(usage) ?? [];
  if (option !== undefined) return [...textsOf(lead + tail), ...textsOf(lead + option + tail)];
  let texts = [''];
  for (const [i, field] of usage.split(':').entries()) {
    const words = field
      .split('|')
      .map((alternative) => alternative.replace(/[A-Z]+/g, (word) => samples[word] ?? word.toLowerCase()));
    texts = texts.flatMap((text) => words.map((word) => (i === 0 ? word : `${text}:${word}`)));
  }
  return texts;
}

/** Returns the usages of a mode, whose alternatives have fields of their own. */
function usagesOf({ type, usage }: Written): readonly string[] {
  if (type !== 'mode') return [usage];
  const [service, ...rest] = usage.split(':');
  return rest
    .join(':')
    .split('|')
    .map((alternative) => `${service}:${alternative}`);
}

/** The syntax of an operation, as its kind states it. */
interface Written {
  readonly type: string;
  readonly usage: string;
}

/** Returns each form of text that may follow `TYPE=`. */
export function usageTexts(kind: Written): readonly string[] {
  return usagesOf(kind).flatMap(textsOf);
}
