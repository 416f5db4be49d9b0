// `import { … } from 'bulkhead'`: the questions of the command line, asked by a program. docs/library.md is its manual; what stands here
// and in the types is a contract.

export { edit } from './edit.ts';
export { connect, fleetCheck, fleetNames, fleetReach, openFleet } from './fleet.ts';
export { BulkheadError } from './library-error.ts';
export type * from './library-types.ts';
export { openProject } from './open-project.ts';
export { check, diff, explain, hostNames, reach } from './questions.ts';
export { isolation, survey, surveyPage } from './survey.ts';
