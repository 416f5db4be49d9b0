// The addresses of a host or a project as a table, beside that of its names.

import { containerText } from '../../compose/project/ports/port-range.ts';
import { answersFrom } from '../../describe/reach.ts';
import type { AddressRow } from '../../host/address-rows.ts';
import type { TableColumn } from './table-columns.ts';

/** Returns an address as a person types it: `port 8080`, `127.0.0.1:8080`. */
export function addressText({ address, port, containerPort }: AddressRow): string {
  if (containerPort === null) return port === '' ? 'every port' : port;
  const number = port === '' ? 'a random port' : `port ${port}`;
  if (address === '0.0.0.0' || address === '' || address === '::') return number;
  return port === ''
    ? `${address}, ${number}`
    : `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

const columns: readonly TableColumn<AddressRow>[] = [
  { title: 'Address', text: addressText },
  { title: 'Stack', text: ({ stack }) => stack },
  { title: 'Service', text: ({ service }) => service },
  {
    title: 'Port',
    text: ({ containerPort, containerLast, protocol }) =>
      containerPort === null
        ? ''
        : `${containerText({ containerPort, containerLast })}${protocol === 'udp' ? '/udp' : ''}`,
  },
  { title: 'Speaks', text: ({ words }) => words },
  { title: 'Login', text: ({ guardText }) => guardText },
  { title: 'Bypasses the login of', text: ({ bypasses }) => bypasses.join(', ') },
  { title: 'Answers', text: ({ from }) => answersFrom[from].whom },
];

/** Returns the table's columns, without the one of stacks for a single project. */
export function addressColumns(ofHost: boolean): readonly TableColumn<AddressRow>[] {
  return ofHost ? columns : columns.filter(({ title }) => title !== 'Stack');
}
