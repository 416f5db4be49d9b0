// Each function of this folder beside those with a test of their own.

import { describe, expect, it } from 'vitest';
import { commentLine, ruleComment } from './comment-text.ts';
import { fileName } from './file-name.ts';
import { gitPath } from './git-path.ts';
import { commandData, commandProperty } from './github-command.ts';
import { mermaidLabel } from './mermaid-label.ts';
import { sarifText } from './sarif-text.ts';
import { escapedText, xmlText } from './xml-text.ts';

const all = {
  commentLine,
  ruleComment,
  fileName,
  gitPath,
  commandData,
  commandProperty,
  mermaidLabel,
  sarifText,
  escapedText,
  xmlText,
};

describe('quoted texts', () => {
  it.each<[keyof typeof all, string, string]>([
    ['commentLine', 'a\nb: c', 'a\\nb: c'],
    ['ruleComment', '"; reboot\n`x` $(id) \u202e', '; reboot x   id'],
    ['ruleComment', 'a'.repeat(200), 'a'.repeat(128)],
    ['fileName', 'a/../x.yaml', 'x.yaml'],
    ['fileName', 'a\\..\\x.yaml', 'x.yaml'],
    ['fileName', 'lmay.\u202eexe', 'lmay.-exe'],
    ['fileName', 'a\n\0:b', 'a---b'],
    ['fileName', 'a/..', 'file'],
    ['fileName', '', 'file'],
    ['gitPath', 'a/compose.yaml', 'a/compose.yaml'],
    ['gitPath', 'a\nb"\\', '"a\\012b\\"\\\\"'],
    ['gitPath', 'é\u202e', '"é\\342\\200\\256"'],
    ['commandData', 'a%0A\nb', 'a%250A\\nb'],
    ['commandProperty', 'a:b,c', 'a%3Ab%2Cc'],
    ['mermaidLabel', '"]; click "', '#34;#93;#59; click #34;'],
    ['mermaidLabel', '\u200b', '#92;u200b'],
    ['sarifText', '[a](b)\u200b', '[a] (b)\\u200b'],
    ['escapedText', '<a href="x">&\n\u001b\ufffe', '&lt;a href=&quot;x&quot;&gt;&amp;\\n\\u001b\\ufffe'],
    ['xmlText', '<\n\r\0\ud800', '&lt;\n&#13;\ufffd\ufffd'],
  ])('%s of %j is %j', (name, text, quoted) => {
    expect(all[name](text)).toBe(quoted);
  });
});
