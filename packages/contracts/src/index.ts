import { ballotEndpoints } from './ballots/endpoints.ts';
import { directoryEndpoints } from './directory/endpoints.ts';
import { dutyEndpoints } from './duty/endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { identityEndpoints } from './identity/endpoints.ts';
import { meetingEndpoints } from './meetings/endpoints.ts';
import { noticeEndpoints } from './notices/endpoints.ts';
import { offerEndpoints } from './offers/endpoints.ts';
import { pictureEndpoints } from './pictures/endpoints.ts';
import { pointsEndpoints } from './points/endpoints.ts';
import { redemptionEndpoints } from './redemptions/endpoints.ts';
import { registerEndpoints } from './registers/endpoints.ts';

/** Every endpoint of the API, by method and path. */
export const contracts = {
  ...identityEndpoints,
  ...directoryEndpoints,
  ...pointsEndpoints,
  ...offerEndpoints,
  ...redemptionEndpoints,
  ...dutyEndpoints,
  ...registerEndpoints,
  ...meetingEndpoints,
  ...ballotEndpoints,
  ...noticeEndpoints,
  ...pictureEndpoints,
} satisfies Record<`${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /v1/${string}`, Endpoint>;

export type Contracts = typeof contracts;
export type EndpointKey = keyof Contracts;

export * from './ballots/ballot.ts';
export * from './ballots/endpoints.ts';
export * from './ballots/rule.ts';
export * from './ballots/verdict.ts';
export * from './directory/endpoints.ts';
export * from './duty/endpoints.ts';
export * from './duty/roster.ts';
export * from './duty/shift.ts';
export * from './endpoint.ts';
export * from './identity/endpoints.ts';
export * from './identity/roles.ts';
export * from './limits.ts';
export * from './meetings/endpoints.ts';
export * from './meetings/meeting.ts';
export * from './notices/endpoints.ts';
export * from './offers/endpoints.ts';
export * from './pictures/endpoints.ts';
export * from './points/balance.ts';
export * from './points/endpoints.ts';
export * from './problems.ts';
export * from './redemptions/endpoints.ts';
export * from './redemptions/redemption.ts';
export * from './registers/endpoints.ts';
export * from './schema.ts';
