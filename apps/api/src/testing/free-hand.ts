import { contracts, type Endpoint, type EndpointKey, ROLES } from '@shangju/contracts';
import { drawPicture } from './draw-picture.ts';
import { everyResource } from './every-resource.ts';
import { validValue } from './valid-value.ts';
import type { Person, World } from './world.ts';

export const endpoints = Object.entries(contracts) as [EndpointKey, Endpoint][];

/** Somebody who may call every endpoint, with a request for each that its contract allows. */
export interface FreeHand {
  person: Person;
  /** @param change of the request that the contract allows */
  call(key: EndpointKey, change?: { body?: unknown; query?: unknown; key?: string | null }): Promise<Answer>;
}

interface Answer {
  status: number;
  body: unknown;
  code: string | undefined;
  problem: Record<string, unknown>;
}

export async function freeHand(world: World): Promise<FreeHand> {
  const here = await world.association();
  const shop = await world.merchant({ association: here });
  const person = await world.resident({ points: 50 });
  const ids = await everyResource(world, { here, shop, subject: person });
  const picture = await drawPicture();
  await world.pool.query(
    `insert into role_grants (person_id, role, place_id)
      select $1, role, place_id from unnest($2::text[]) as role, unnest($3::uuid[]) as place_id on conflict do nothing`,
    [person.id, ROLES, [here.id, shop.id, world.communityId, world.streetId]],
  );
  return {
    person,
    async call(key, change) {
      const contract: Endpoint = contracts[key];
      return world.call(
        await world.inAnotherSession(person),
        key as 'GET /v1/me',
        {
          params: ids,
          ...(contract.query ? { query: validValue(contract.query, 'required') } : {}),
          ...(contract.body ? { body: validValue(contract.body) } : {}),
          ...(contract.upload ? { upload: picture } : {}),
          ...change,
        } as never,
      );
    },
  };
}
