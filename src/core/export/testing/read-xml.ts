// Reads the XML that exports write, and nothing laxer: elements, double-quoted attributes, text and the five entities. Whatever is not
// well-formed throws, so that a test of a report is a test of its form, too.

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The unchanged text directly inside the element. */
  readonly text: string;
}

const tag = /<(\/?)([A-Za-z][\w-]*)((?: [A-Za-z][\w-]*="[^"<]*")*)(\/?)>/y;
const entities = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

function plain(text: string): string {
  // XML 1.0: tab, line ends, and everything from the space on but surrogates and the two non-characters.
  const odd = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.exec(text);
  if (odd) throw new Error(`a character that XML has no place for: ${JSON.stringify(odd[0])}`);
  if (text.includes(']]>')) throw new Error(']]> in text');
  return text.replace(/&[^;]*;?/g, (entity) => {
    const character = entities.get(entity);
    if (character === undefined) throw new Error(`no entity: ${entity}`);
    return character;
  });
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/ ([\w-]+)="([^"]*)"/g)) {
    if (found.has(name)) throw new Error(`${name} twice`);
    found.set(name, plain(value));
  }
  return found;
}

/** Returns the root element of a document with an XML declaration. */
export function readXml(document: string): XmlElement {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(head)) throw new Error('no XML declaration');
  const top: { children: XmlElement[]; text: string } = { children: [], text: '' };
  const open: {
    name: string;
    attributes: ReadonlyMap<string, string>;
    children: XmlElement[];
    text: string;
  }[] = [];
  for (let at = head.length; at < document.length; ) {
    const end = document.indexOf('<', at);
    const text = document.slice(at, end < 0 ? document.length : end);
    const holder = open.at(-1) ?? top;
    holder.text += plain(text);
    if (end < 0) break;
    tag.lastIndex = end;
    const match = tag.exec(document);
    if (!match) throw new Error(`no tag: ${document.slice(end, end + 60)}`);
    const [all, closes, name = '', attributes = '', empty] = match;
    at = end + all.length;
    if (closes === '/') {
      const last = open.pop();
      if (last?.name !== name || attributes !== '' || empty !== '')
        throw new Error(`</${name}> closes nothing`);
      (open.at(-1) ?? top).children.push(last);
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
      if (empty === '/') holder.children.push(element);
      else open.push(element);
    }
  }
  const [root, ...others] = top.children;
  if (!root || others.length > 0 || open.length > 0 || top.text.trim() !== '')
    throw new Error('not one root element');
  return root;
}
