import type { Ballot, BallotRule, MyUnit, RegisterSource } from '@shangju/contracts';
import type { Street } from './street.ts';

/** Ballots of the demo's association, made over the API, and who of the demo votes for what. */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const FOR_AGAINST = ['同意', '反对', '弃权'];

interface Asked {
  question: string;
  /** Who votes: each for the household or shop of theirs. */
  personas: readonly string[];
  method?: BallotRule['method'];
  options?: string[];
}

/** A secret ballot of a named list, decided by most votes; it is open, and ends within the hour. */
export async function openBallot(
  street: Street,
  { question, personas, method = { kind: 'for-against' }, options = FOR_AGAINST }: Asked,
): Promise<Ballot> {
  const units = await Promise.all(personas.map((persona) => unitOf(street, persona)));
  const source: RegisterSource = { kind: 'list', unitIds: units.map(({ id }) => id) };
  const opensAtMs = Math.floor(street.now.getTime() / MINUTE_MS) * MINUTE_MS;
  const { id } = await street.post<Ballot>(
    'admin',
    `/v1/associations/${await associationOf(street)}/ballots`,
    {
      question,
      rule: {
        method,
        options,
        registers: [{ name: '街坊代表', source }],
        quorum: null,
        threshold: null,
        byArea: false,
        secret: true,
        changeable: true,
        showsTurnout: true,
      },
      opensAt: new Date(opensAtMs).toISOString(),
      closesAt: new Date(opensAtMs + HOUR_MS).toISOString(),
      objectionDays: 7,
    },
  );
  await street.post('admin', `/v1/ballots/${id}/publish`);
  return street.get('admin', `/v1/ballots/${id}`);
}

/** Moves the street's clock to the moment after which no vote is taken. */
export async function passDeadline(street: Street, ballotId: string): Promise<void> {
  const { closesAt } = await street.get<Ballot>('admin', `/v1/ballots/${ballotId}`);
  await street.setClock(new Date(Date.parse(closesAt) + 1).toISOString());
}

/** The shop that a person of the demo votes for, or else their household. */
export async function unitOf(street: Street, persona: string): Promise<MyUnit> {
  const { items } = await street.get<{ items: MyUnit[] }>(persona, '/v1/me/units');
  const voting = items.filter(({ mayVote }) => mayVote);
  const unit = voting.find(({ kind }) => kind === 'merchant') ?? voting[0];
  if (!unit) throw new Error(`${persona} votes for nothing`);
  return unit;
}

/** The association whose admin the demo has. */
export async function associationOf(street: Street): Promise<string> {
  const { roles } = await street.get<{ roles: { role: string; placeId: string }[] }>('admin', '/v1/me');
  const place = roles.find(({ role }) => role === 'association.admin')?.placeId;
  if (place === undefined) throw new Error('the demo has no admin of an association');
  return place;
}
