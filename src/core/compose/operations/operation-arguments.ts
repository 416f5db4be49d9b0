// The arguments of an operation in its command-line form, field by field.

import type { ModeSpec, PlainOperation } from './operation.ts';
import { formatPort } from './port/port-text.ts';

/** What stands behind `name=`, to be joined by colons. */
export function operationArguments(operation: PlainOperation): readonly string[] {
  switch (operation.type) {
    case 'attach':
      return [operation.service, operation.network, ...(operation.shared ? ['shared'] : [])];
    case 'detach':
      return [operation.service, operation.network, ...(operation.last ? [operation.last] : [])];
    case 'move':
      return [operation.service, operation.from, operation.to];
    case 'remap':
      return [operation.service, ofProtocol(operation.from, operation.protocol), operation.to];
    case 'alias':
    case 'unalias':
      return [operation.service, operation.network, operation.alias];
    case 'address':
    case 'unaddress':
    case 'mac':
    case 'link-local':
      return [operation.service, operation.network, operation.address];
    case 'gw-priority':
      return [operation.service, operation.network, String(operation.priority)];
    case 'mode':
      return [operation.service, ...modeArguments(operation.mode)];
    case 'publish':
      return [operation.service, formatPort(operation.port)];
    case 'unpublish': {
      const port = operation.hostPort === '' ? `:${operation.containerPort}` : operation.hostPort;
      return [operation.service, ofProtocol(port, operation.protocol)];
    }
    case 'bind': {
      const { service, hostPort, containerPort, protocol, hostIp } = operation;
      const port = ofProtocol(hostPort === '' ? containerPort : hostPort, protocol);
      return [service, ...(hostPort === '' ? ['', port] : [port]), hostIp];
    }
    case 'cap-add':
    case 'cap-unadd':
    case 'cap-drop':
    case 'cap-undrop':
      return [operation.service, operation.capability];
    case 'user':
      return [operation.service, operation.user];
    case 'image':
      return [operation.service, operation.image];
    case 'command':
      return [operation.service, operation.command];
    case 'entrypoint':
    case 'hostname':
    case 'container-name':
      return [operation.service, operation.value];
    case 'replicas':
      return [operation.service, String(operation.count)];
    case 'env':
    case 'label':
    case 'sysctl':
    case 'extra-host':
      return [operation.service, operation.key, operation.value];
    case 'expose':
    case 'unexpose':
    case 'link':
    case 'unlink':
    case 'profile':
    case 'unprofile':
    case 'volume':
    case 'unvolume':
      return [operation.service, operation.item];
    case 'depends':
    case 'undepends':
      return [operation.service, operation.target];
    case 'security-opt':
      return [operation.service, operation.option];
    case 'unset':
      return [operation.service, operation.key, ...(operation.item === null ? [] : [operation.item])];
    case 'add-service':
      return [operation.service, operation.image];
    case 'remove-service':
      return [operation.service, ...(operation.moveAnchors ? ['move-anchors'] : [])];
    case 'rename-service': {
      const options = [
        ...(operation.keepAlias ? ['keep-alias'] : []),
        ...(operation.followHosts ? ['follow-hosts'] : []),
      ];
      return [operation.service, operation.to, ...options];
    }
    case 'intent':
    case 'unintent':
      return [operation.kind, operation.text];
    case 'internal':
      return [operation.network, String(operation.internal)];
    case 'enable-ipv6':
      return [operation.network, String(operation.enabled)];
    case 'external':
      return [operation.network, String(operation.external)];
    case 'ipam':
      return [operation.network, operation.setting, operation.value];
    case 'driver':
      return [operation.network, operation.driver];
    case 'driver-opt':
      return [operation.network, operation.key, operation.value];
    case 'network-name':
      return [operation.network, operation.name];
    case 'add-network':
      return [operation.network, ...(operation.internal ? ['internal'] : [])];
    case 'remove-network':
      return [operation.network, ...(operation.soleMembers === null ? [] : [operation.soleMembers])];
    case 'rename-network':
      return [operation.network, operation.to, ...(operation.keepName ? ['keep-name'] : [])];
  }
}

function ofProtocol(port: string, protocol: string | null | undefined): string {
  return protocol ? `${port}/${protocol}` : port;
}

function modeArguments(mode: ModeSpec): readonly string[] {
  switch (mode.kind) {
    case 'service':
      return ['service', mode.of, ...(mode.handOver ? ['hand-over'] : [])];
    case 'networks':
      return ['networks', mode.networks.join(',')];
    case 'host':
      return ['host', ...(mode.dropLinks ? ['drop-links'] : [])];
    default:
      return [mode.kind];
  }
}
