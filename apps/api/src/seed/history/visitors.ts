import { must } from '../../must.ts';
import type { Dice } from '../dice.ts';
import type { MerchantSeed, Seeds } from '../read-seeds.ts';
import { seedId } from '../seed-ids.ts';

/** A resident who uses points. */
export interface Visitor {
  personId: string;
  /** How often among the regulars; those who come now and then have 0. */
  visits: number;
  favourites: readonly MerchantSeed[];
  /** A dear thing they save up for: cheaper ones only from what is beyond it. 0: they save for nothing. */
  savesForPoints: number;
}

/** Draws who uses points, who of them comes often, and who where. */
export class Visitors {
  readonly all: readonly Visitor[];
  readonly #regulars: readonly Visitor[];
  readonly #occasional: readonly Visitor[];
  readonly #seeds: Seeds;
  readonly #lots: Dice;
  readonly #popularity: ReadonlyMap<string, number>;

  constructor(seeds: Seeds, lots: Dice) {
    this.#seeds = seeds;
    this.#lots = lots;
    this.#popularity = drawPopularity(seeds, lots);
    const { residents } = seeds.history;

    const personas = new Set(seeds.people.personas.map(({ personKey }) => personKey));
    const others = seeds.people.people.filter(
      ({ key, householdKey }) => householdKey !== null && !personas.has(key),
    );
    const active = lots.shuffled(others).slice(0, Math.round(others.length * residents.activeShare));
    const regularCount = Math.round(active.length * residents.regularShare);
    this.all = active.map(({ key }, index) => ({
      personId: seedId('person', key),
      visits: index < regularCount ? lots.between(1, MOST_OFTEN) : 0,
      favourites: this.#drawFavourites(),
      savesForPoints: 0,
    }));
    this.#occasional = this.all.filter(({ visits }) => visits === 0);
    this.#regulars = this.all
      .filter(({ visits }) => visits > 0)
      .sort((one, other) => other.visits - one.visits);
    for (const [index, pricePoints] of dearUnits(seeds).entries()) {
      must(this.#regulars[index]).savesForPoints = pricePoints;
    }
  }

  /** Somebody who comes by now. */
  drawVisitor(): Visitor {
    const regular = this.#lots.chance(this.#seeds.history.residents.regularCheckInShare);
    return regular
      ? this.#lots.pickWeighted(this.#regulars, ({ visits }) => visits)
      : this.#lots.pick(this.#occasional);
  }

  drawMerchantFor(visitor: Visitor): MerchantSeed {
    return this.#lots.chance(this.#seeds.history.residents.favouriteShare)
      ? this.#lots.pick(visitor.favourites)
      : this.#drawMerchant();
  }

  /** How many come to a merchant, compared with the others of its association. */
  popularity(merchantKey: string): number {
    return must(this.#popularity.get(merchantKey));
  }

  #drawFavourites(): MerchantSeed[] {
    const count = this.#lots.between(...this.#seeds.history.residents.favouriteMerchants);
    const favourites = new Set<MerchantSeed>();
    while (favourites.size < count) favourites.add(this.#drawMerchant());
    return [...favourites];
  }

  #drawMerchant(): MerchantSeed {
    const { associations, merchants, history } = this.#seeds;
    const association = this.#lots.pickWeighted(
      associations,
      ({ key }) => history.associationShare[key] ?? 0,
    );
    return this.#lots.pickWeighted(
      merchants.filter(({ associationKey }) => associationKey === association.key),
      ({ key }) => this.popularity(key),
    );
  }
}

const MOST_OFTEN = 3;

const LEAST_POPULAR = 1;
const MOST_POPULAR = 4;
/** Where a persona works there is always something to see. */
const POPULARITY_OF_PERSONAS_SHOPS = 12;

function drawPopularity({ merchants, people }: Seeds, lots: Dice): Map<string, number> {
  const personas = new Set(people.personas.map(({ personKey }) => personKey));
  const theirPlaces = new Set(
    people.roles.flatMap(({ personKey, placeKey }) => (personas.has(personKey) ? [placeKey] : [])),
  );
  return new Map(
    merchants.map(({ key }) => {
      const popularity = lots.between(LEAST_POPULAR, MOST_POPULAR);
      return [key, theirPlaces.has(key) ? POPULARITY_OF_PERSONAS_SHOPS : popularity];
    }),
  );
}

/** More than somebody has at hand who now and then redeems something. */
const DEAR_POINTS = 100;

/** The prices of dear things that must have been sold, one for each unit, the dearest first. */
function dearUnits({ offers }: Seeds): number[] {
  return offers
    .flatMap(({ pricePoints, stockTotal, stockLeft }) =>
      pricePoints < DEAR_POINTS || stockTotal === null || stockLeft === null
        ? []
        : Array.from({ length: stockTotal - stockLeft }, () => pricePoints),
    )
    .sort((one, other) => other - one);
}
