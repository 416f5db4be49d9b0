import { describe, expect, it } from 'vitest';
import { editText } from '../../testing/edit-text.ts';

const BASE = `x-base: &base
  restart: always
  cap_drop: [ALL] # all of them
  environment: &env
    TZ: UTC
services:
  web:
    <<: *base
    image: nginx
  api:
    <<: *base
    image: api
  job:
    image: job
    environment: *env
`;

describe('what a service has from an anchor', () => {
  it('is refused with both choices, which are what they say', () => {
    expect(editText(BASE, 'cap-drop=web:CHOWN')).toBe(
      'refused: merged-in\nown=cap-drop=web:CHOWN\nat-anchor=cap-drop=web:CHOWN',
    );
  });

  it('own: this service writes its own, the others keep the anchor', () => {
    expect(editText(BASE, 'own=cap-drop=web:CHOWN')).toBe(
      BASE.replace('    image: nginx\n', '    image: nginx\n    cap_drop: [ALL, CHOWN]\n'),
    );
    expect(editText(BASE, 'own=env=job:TZ:CET')).toBe(
      BASE.replace('    environment: *env\n', '    environment:\n      TZ: CET\n'),
    );
  });

  it('at-anchor: one place for all, its comment stays', () => {
    expect(editText(BASE, 'at-anchor=cap-drop=web:CHOWN')).toBe(BASE.replace('[ALL]', '[ALL, CHOWN]'));
  });

  it('at-anchor: refused where somebody would follow who is not known to share it', () => {
    // `job` has the inner anchor, `web` and `api` the outer one.
    expect(editText(BASE, 'at-anchor=env=web:TZ:CET')).toBe('refused: alias-shared');
  });

  it('leaves alone what no anchor says', () => {
    const plain = 'services:\n  web:\n    image: x\n    cap_drop: [ALL]\n';
    expect(editText(plain, 'own=cap-drop=web:CHOWN')).toBe(plain.replace('[ALL]', '[ALL, CHOWN]'));
    expect(editText(plain, 'at-anchor=cap-drop=web:CHOWN')).toBe(plain.replace('[ALL]', '[ALL, CHOWN]'));
  });

  it('knows aliases of mappings, with their options', () => {
    const text =
      'x-n: &n\n  front:\n    aliases: [www]\n  mid:\nservices:\n  a:\n    networks: *n\n  b:\n    networks: *n\nnetworks:\n  front:\n  mid:\n';
    expect(editText(text, 'own=detach=a:mid')).toBe(
      text.replace('  a:\n    networks: *n\n', '  a:\n    networks:\n      front:\n        aliases: [www]\n'),
    );
    expect(editText(text, 'at-anchor=detach=a:mid')).toBe(text.replace('  mid:\nservices', 'services'));
  });
});
