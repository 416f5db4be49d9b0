// What `npm run fuzz` found, each as the smallest file that showed it.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../text/edit.ts';
import { openDocument } from '../open-document.ts';
import { editText } from '../testing/edit-text.ts';
import { updateDocument } from '../update-document.ts';

describe('values', () => {
  it('an empty text in quotes is there, and is what is replaced', () => {
    const text = 'services:\n  web:\n    image: x\n    environment:\n      EMPTY: "" # c\n';
    expect(editText(text, 'env=web:EMPTY:a: b')).toBe(text.replace('""', '"a: b"'));
  });

  it('an anchor stays beside its key when the value changes', () => {
    const text = 'services:\n  web:\n    image: &img nginx\n    command: &run\n      - a\n';
    expect(editText(text, 'image=web:redis')).toBe(text.replace('nginx', 'redis'));
    expect(editText(text, 'command=web:b')).toBe(text.replace('&run\n      - a', '&run b'));
  });

  it('a variable without a value says nothing, as Compose reads it', () => {
    expect(editText('services:\n  web:\n    image: x\n', 'user=web:${UID}')).toBe(
      'services:\n  web:\n    image: x\n    user: "${UID}"\n',
    );
  });

  it('the text itself counts, not what its variables give: a second time changes nothing', () => {
    const text = 'services:\n  web:\n    image: x\n    environment:\n      A: $$A\n    command: $$A\n';
    expect(editText(text, 'env=web:A:$$A', 'command=web:$$A')).toBe(text);
  });
});

describe('comments and marks', () => {
  it('the comment in an empty flow collection stays', () => {
    const text = 'services:\n  web: {image: x}\nnetworks: { # none yet\n }\n';
    expect(editText(text, 'add-network=fresh')).toBe(
      'services:\n  web: {image: x}\nnetworks: {fresh: null # none yet\n }\n',
    );
  });

  it('a flow list with comments is replaced as a whole', () => {
    const text = 'services:\n  web: {networks: [ # c\n      a, # d\n    ], image: x}\nnetworks: {a: , b: }\n';
    expect(editText(text, 'mode=web:networks:b')).toBe(
      'services:\n  web: {networks: [b], image: x}\nnetworks: {a: , b: }\n',
    );
  });

  it('comments inside a removed entry go with it, those below it stay', () => {
    const text =
      'services:\n  web:\n    ports:\n      - "80:80"\n      # - "81:81"\n    # about the image\n    image: x\n';
    expect(editText(text, 'unpublish=web:80')).toBe(
      'services:\n  web:\n    # about the image\n    image: x\n',
    );
  });

  it('the byte order mark stays when the first key goes, or another comes before it', () => {
    const first = '\ufeffnetworks:\n  front:\nservices:\n  web:\n    image: x\n';
    expect(editText(first, 'remove-network=front')).toBe('\ufeffservices:\n  web:\n    image: x\n');
    const held =
      '\ufeffservices:\n  a:\n    networks: &n [f]\n  b:\n    networks: *n\nnetworks: {f: , g: }\n';
    expect(editText(held, 'own=attach=a:g')).toBe(
      '\ufeffx-n: &n [f]\nservices:\n  a:\n    networks: [f, g]\n  b:\n    networks: *n\nnetworks: {f: , g: }\n',
    );
  });
});

describe('networks', () => {
  it('who is silently on `default` says its new name', () => {
    expect(
      editText('services:\n  web:\n    image: x\nnetworks:\n  default:\n', 'rename-network=default:front'),
    ).toBe('services:\n  web:\n    image: x\n    networks:\n      - front\nnetworks:\n  front:\n');
  });

  it('a list with a variable does not become a mapping, whose keys have none', () => {
    const text =
      'services:\n  web:\n    networks:\n      - ${NET:-front}\n      - mid\nnetworks:\n  front:\n  mid:\n';
    expect(editText(text, 'alias=web:mid:www')).toBe('refused: interpolated');
  });

  it('a membership that moves leaves its link-local addresses behind, too', () => {
    const text =
      'services:\n  web:\n    networks:\n      front:\n        link_local_ips:\n          - 169.254.1.2\nnetworks:\n  front:\n  mid:\n';
    expect(editText(text, 'move=web:front:mid')).toBe(
      'services:\n  web:\n    networks:\n      mid: {}\nnetworks:\n  front:\n  mid:\n',
    );
  });

  it('a service that says nothing but its network keeps its place', () => {
    const text = 'services:\n  web:\n    networks: [front]\nnetworks:\n  front:\n';
    expect(editText(text, 'detach=web:front:default')).toBe('services:\n  web: {}\nnetworks:\n  front:\n');
  });
});

describe('what others share', () => {
  const shared = 'services:\n  a:\n    networks: &n [f]\n  b:\n    networks: *n\nnetworks: {f: , g: }\n';

  it('a mode does not go into an anchor that says networks', () => {
    expect(editText(shared, 'mode=a:host')).toBe('refused: alias-shared\nown=mode=a:host');
    expect(editText(shared, 'own=mode=a:host')).toBe(
      'x-n: &n [f]\nservices:\n  a:\n    network_mode: host\n  b:\n    networks: *n\nnetworks: {f: , g: }\n',
    );
  });

  it('not even where the model would stay the same', () => {
    const empty = shared.replace('[f]', '[]');
    expect(editText(empty, 'mode=a:host')).toBe('refused: alias-shared\nown=mode=a:host');
  });

  it('a membership goes to all who share the anchor, and to its holder', () => {
    expect(editText(shared, 'attach=a:g')).toBe('refused: alias-shared\nattach=a:g:shared\nown=attach=a:g');
    expect(editText(shared, 'attach=b:g:shared')).toBe(shared.replace('[f]', '[f, g]'));
  });
});

describe('joining with what only the owner may say', () => {
  it('takes ports in the long form, one DNS server as a text, and hosts of either form along', () => {
    const text =
      'services:\n  a:\n    ports:\n      - target: 80\n        published: 8080\n    dns: 1.1.1.1\n    extra_hosts: {h: 10.0.0.1}\n    image: x\n  b:\n    dns: 9.9.9.9\n    image: y\n';
    const joined =
      'services:\n  a:\n    image: x\n    network_mode: service:b\n  b:\n    dns:\n      - "9.9.9.9"\n      - "1.1.1.1"\n    image: y\n    ports:\n      - target: 80\n        published: 8080\n    extra_hosts:\n      - h:10.0.0.1\n';
    expect(editText(text, 'mode=a:service:b:hand-over')).toBe(joined);
    expect(editText(joined, 'mode=a:service:b:hand-over')).toBe(joined);
  });

  it('points to the owner at the end of a chain, and to nobody in a circle', () => {
    const chain =
      'services:\n  a:\n    network_mode: service:b\n  b:\n    network_mode: service:c\n  c:\n    image: x\n';
    expect(editText(chain, 'publish=a:80:80')).toBe('refused: owner-only\npublish=c:80:80');
    expect(editText(chain.replace('image: x', 'network_mode: service:a'), 'publish=a:80:80')).toBe(
      'refused: owner-only',
    );
  });
});

it('a NUL makes the whole file binary, typed inside one service or not', () => {
  const text = 'services:\n  web:\n    image: x\n  db:\n    image: y\n';
  const at = text.indexOf('x\n');
  const updated = updateDocument(openDocument(text), [{ from: at, to: at, insert: '\0' }]).document;
  expect(updated.stale).toBe(true);
  expect(updated.problems[0]?.code).toBe('binary');
});

it('A1: a provider is no container, so it is on no network', () => {
  const text = 'services:\n  model:\n    provider: {type: example}\nnetworks: {front: }\n';
  expect(editText(text, 'attach=model:front')).toBe('refused: provider');
  expect(editText(text, 'mode=model:networks:front')).toBe('refused: provider');
});

it('a reference in a text of block style is renamed, too', () => {
  const text =
    'services:\n  a:\n    network_mode: >-\n      service:web\n    links:\n      - |-\n        web:store\n  web:\n    image: x\n';
  expect(editText(text, 'rename-service=web:proxy')).toBe(
    'services:\n  a:\n    network_mode: service:proxy\n    links:\n      - proxy:store\n  proxy:\n    image: x\n',
  );
});

it('who joins a joined service hands over to the owner of both', () => {
  const text =
    'services:\n  a:\n    ports: ["80:80"]\n    image: x\n  b:\n    network_mode: service:c\n  c:\n    image: y\n';
  expect(editText(text, 'mode=a:service:b')).toBe('refused: owner-only\nmode=a:service:b:hand-over');
  expect(editText(text, 'mode=a:service:b:hand-over')).toBe(
    'services:\n  a:\n    image: x\n    network_mode: service:b\n  b:\n    network_mode: service:c\n  c:\n    image: y\n    ports: ["80:80"]\n',
  );
  expect(editText(text.replace('service:c', 'container:c'), 'mode=a:service:b')).toBe('refused: owner-only');
});

it('a renamed network is followed where the model does not count it', () => {
  const text =
    'services:\n  a:\n    provider: {type: example}\n    networks:\n      front:\nnetworks:\n  front:\n';
  expect(editText(text, 'rename-network=front:edge')).toBe(text.replaceAll('front:', 'edge:'));
});

it('A1: a provider that shares the networks of others by an anchor stays off them', () => {
  const text =
    'services:\n  model:\n    provider: {type: example}\n    networks: &own [front]\nnetworks: {front: , back: }\n';
  expect(editText(text, 'attach=model:back:shared')).toBe('refused: provider');
});

it('a network that is named twice, once by a variable, is not taken away by half', () => {
  const text =
    'services:\n  a:\n    image: a\n    networks: [side, "${NET:-front}", front]\nnetworks: {front: , side: }\n';
  expect(editText(text, 'detach=a:front')).toBe('refused: interpolated');
  const plain = text.replace('"${NET:-front}"', 'front');
  expect(editText(plain, 'detach=a:front')).toBe(plain.replace('side, front, front', 'side'));
});

it('a membership that a variable names is not moved', () => {
  const text =
    'services:\n  a:\n    image: a\n    networks: [mid, "${NET:-front}"]\nnetworks: {front: , mid: }\n';
  expect(editText(text, 'move=a:front:default')).toBe('refused: interpolated');
});

it('an anchor typed before the key of a service is read with the whole file', () => {
  const text = 'services:\n        web:\n                image: a\n        db:\n                image: b\n';
  const edits = [{ from: 14, to: 17, insert: '&a ' }];
  const { document, route } = updateDocument(openDocument(text), edits);
  expect([route, document.stale]).toEqual(['full', openDocument(applyEdits(text, edits)).stale]);
});

it('an image that is built on that of another service follows its name, and keeps it', () => {
  const text =
    'services:\n  base: {build: .}\n  a:\n    build: {context: ., additional_contexts: {base: "service:base"}}\n  b:\n    build:\n      context: .\n      additional_contexts:\n        - base=service:base\n';
  expect(editText(text, 'rename-service=base:root')).toBe(
    text.replace('  base: {', '  root: {').replaceAll('service:base', 'service:root'),
  );
  expect(editText(text, 'remove-service=base')).toBe('refused: in-use');
});

it('the anchor is no way to connect where a provider is among those that share it', () => {
  const text = `x-nets: &nets [a, b]
services:
  given:
    provider: { type: example }
    networks: *nets
  web:
    image: w
    networks: *nets
networks: { a: , b: , c: }
`;
  expect(editText(text, 'attach=given:c')).toBe('refused: provider');
  expect(editText(text, 'attach=web:c')).not.toContain(':shared');
});
