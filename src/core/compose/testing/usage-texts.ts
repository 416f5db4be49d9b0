// Texts of every form that the usage of an operation allows.

/** What stands for a word of a usage. */
const samples: Readonly<Record<string, string>> = {
  NUMBER: '3',
  PORT: '3000',
  HOSTPORT: '8080',
  CONTAINERPORT: '80',
  NEWPORT: '81',
  IP: '127.0.0.1',
  STATEMENT: 'front -> db',
};

/** Every text that a usage allows: with and without what stands in brackets, each of its alternatives, field by field. */
function textsOf(usage: string): readonly string[] {
  if (usage.includes(' or ')) return usage.split(' or ').flatMap(textsOf);
  const [, lead = '', option, tail = ''] = /^([^[]*)\[([^\]]*)\](.*)$/.exec(usage) ?? [];
  if (option !== undefined) return [...textsOf(lead + tail), ...textsOf(lead + option + tail)];
  let texts = [''];
  for (const [i, field] of usage.split(':').entries()) {
    const words = field
      .split('|')
      .map((one) => one.replace(/[A-Z]+/g, (word) => samples[word] ?? word.toLowerCase()));
    texts = texts.flatMap((text) => words.map((word) => (i === 0 ? word : `${text}:${word}`)));
  }
  return texts;
}

/** The alternatives of a mode have fields of their own. */
function usagesOf({ type, usage }: Written): readonly string[] {
  if (type !== 'mode') return [usage];
  const [service, ...rest] = usage.split(':');
  return rest
    .join(':')
    .split('|')
    .map((one) => `${service}:${one}`);
}

/** How an operation is written, as its kind says. */
interface Written {
  readonly type: string;
  readonly usage: string;
}

/** What may stand behind `TYPE=`, each form of it once. */
export function usageTexts(kind: Written): readonly string[] {
  return usagesOf(kind).flatMap(textsOf);
}
