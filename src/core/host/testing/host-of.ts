// Helper of tests: from literal files to a host.

export { hostOfFiles as hostOf } from '../rules/host-of-files.ts';
