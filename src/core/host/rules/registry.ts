// Every rule of the host, by id. Adding one is one file and one line.

import type { HostRule } from '../host-rule.ts';
import { sameProjectName } from './cn801-same-project-name.ts';
import { portTakenByStack } from './cn802-port-taken-by-stack.ts';

export const hostRules: readonly HostRule[] = [sameProjectName, portTakenByStack];
