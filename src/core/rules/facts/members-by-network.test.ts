import { expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../all-rules.ts';
import { membersByNetwork } from './networks.ts';

it('the members of networks are found once for the views, whatever else is asked with them', () => {
  const workspace = openAlone('services:\n  web: { image: nginx }\n', { file: 'compose.yaml' });
  const { views } = analyze(workspace, defaultReachOptions);
  expect(membersByNetwork({ views })).toBe(membersByNetwork({ views }));
  expect([...membersByNetwork({ views })]).toEqual([['default', ['web']]]);
});
