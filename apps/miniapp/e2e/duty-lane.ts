import type { Patrol, Roster, Shift } from '@shangju/contracts';
import type { Street } from './street.ts';

/** A shop whose turn it can be, with its owner among the people of the demo. */
export interface LaneShop {
  persona: string;
  ownerName: string;
  merchantId: string;
}

const DAYS_AHEAD = 40;
const DAY_MS = 86_400_000;
const STREET_OFFSET_MS = 8 * 3_600_000;
const PLACE = { latitude: 30.2131, longitude: 115.0749 };
const CHECKLIST = ['消防通道畅通', '门前干净', '没有占道'];

/**
 * A lane of its own where two shops take turns, morning and evening, on days for which the demo has no roster. Days are
 * counted from its first, 0.
 */
export class DutyLane {
  /** Makes the roster and moves the street's clock to the noon before its first day. */
  static async open(street: Street): Promise<DutyLane> {
    const shops = await Promise.all(
      [
        { persona: 'neighbour', ownerName: '秦汉桥' },
        { persona: 'owner', ownerName: '冯德旺' },
      ].map(async (owner) => ({
        ...owner,
        merchantId: await placeOf(street, owner.persona, 'merchant.owner'),
      })),
    );
    const associationId = await placeOf(street, 'admin', 'association.admin');
    const roster = await street.post<Roster>('admin', `/v1/associations/${associationId}/rosters`, {
      name: '夜市管家',
      lane: '永安夜市',
      members: shops.map(({ merchantId }) => ({ merchantId })),
      shiftTimes: [
        { name: '早班', startsAt: '08:00', endsAt: '14:00' },
        { name: '晚班', startsAt: '14:00', endsAt: '20:00' },
      ],
      checklist: CHECKLIST,
      location: PLACE,
      fenceRadiusM: 200,
      pointsPerShift: 10,
    });
    const lane = new DutyLane(street, shops, roster.id);
    await street.setClock(lane.at(-1, '12:00'));
    return lane;
  }

  readonly place = PLACE;
  readonly checklist = CHECKLIST;
  readonly #firstDayMs = Math.floor((Date.now() + STREET_OFFSET_MS) / DAY_MS) * DAY_MS + DAYS_AHEAD * DAY_MS;

  private constructor(
    readonly street: Street,
    readonly shops: readonly LaneShop[],
    readonly rosterId: string,
  ) {}

  /** A local day, as 2026-03-01. */
  day(number: number): string {
    return new Date(this.#firstDayMs + number * DAY_MS).toISOString().slice(0, 10);
  }

  /** The instant of a day's time on the street. */
  at(day: number, time: string): string {
    return `${this.day(day)}T${time.padEnd(8, ':00')}+08:00`;
  }

  /** Publishes as the admin. */
  publish(from: number, to = from): Promise<{ made: number }> {
    return this.street.post('admin', `/v1/rosters/${this.rosterId}/publish`, {
      from: this.day(from),
      to: this.day(to),
    });
  }

  /** The shifts of a day, the first one first. */
  async shifts(day: number): Promise<Shift[]> {
    const days = `from=${this.day(day)}&to=${this.day(day)}`;
    const { items } = await this.street.get<{ items: Shift[] }>(
      'admin',
      `/v1/rosters/${this.rosterId}/shifts?${days}`,
    );
    return items;
  }

  async patrols(shiftId: string): Promise<Patrol[]> {
    const path = `/v1/shifts/${shiftId}/patrols?limit=100`;
    return (await this.street.get<{ items: Patrol[] }>('admin', path)).items;
  }

  shopOf({ merchantId }: Pick<Shift, 'merchantId'>): LaneShop {
    const shop = this.shops.find((one) => one.merchantId === merchantId);
    if (!shop) throw new Error(`${merchantId} is not of this lane`);
    return shop;
  }

  /** The code on the back of the plaque. */
  async backCode(): Promise<string> {
    return (await this.street.get<{ url: string }>('admin', `/v1/rosters/${this.rosterId}/plaque`)).url;
  }
}

async function placeOf(street: Street, persona: string, role: string): Promise<string> {
  const { roles } = await street.get<{ roles: { role: string; placeId: string }[] }>(persona, '/v1/me');
  const place = roles.find((one) => one.role === role)?.placeId;
  if (place === undefined) throw new Error(`${persona} is no ${role}`);
  return place;
}
