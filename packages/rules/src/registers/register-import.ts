import { cutText } from '../cut-text.ts';
import { addressKey, doorKeys } from './address-key.ts';
import { readFloorArea } from './floor-area.ts';

/** One row of a spreadsheet, each cell as the text that a reader sees; empty where nothing stands. */
export interface SheetRow {
  /** As the spreadsheet numbers it. */
  readonly row: number;
  readonly address: string;
  readonly floorArea: string;
  readonly personNumber: string;
  readonly name: string;
}

export interface RegisteredHousehold {
  readonly householdId: string;
  readonly address: string;
  readonly floorAreaCm2: number | null;
  /** By personId. */
  readonly members: ReadonlyMap<string, 'claimed' | 'verified'>;
}

export interface RegisteredPerson {
  readonly personId: string;
  readonly name: string;
  /** Households anywhere of which the person is a verified member. */
  readonly livesAt: readonly { readonly householdId: string; readonly address: string }[];
}

/** All of one community, loaded under its lock. */
export interface RegisterState {
  /** Addresses may be written with it in front, or without. */
  readonly communityName: string;
  readonly households: readonly RegisteredHousehold[];
  /** By the number that people see: all that the sheet names. */
  readonly persons: ReadonlyMap<number, RegisteredPerson>;
}

export interface RegisterImport {
  /** How many rows were taken over. */
  readonly taken: number;
  readonly conflicts: { readonly row: number; readonly address: string; readonly reason: string }[];
  readonly changes: {
    readonly made: {
      readonly householdId: string;
      readonly address: string;
      readonly floorAreaCm2: number | null;
    }[];
    readonly areas: {
      readonly householdId: string;
      readonly before: number | null;
      readonly floorAreaCm2: number;
    }[];
    /** Members that are verified from now on, also those who had only claimed it. */
    readonly members: { readonly householdId: string; readonly personId: string }[];
  };
}

const ADDRESS_LENGTH_MAX = 80;

/**
 * Takes a spreadsheet over into the register, row by row: each row is a household, with one of its members
 * or none. What the register knows and the sheet does not say stays: an import removes nobody. A row that
 * contradicts the register, the persons or a row before it is left out and listed with what to mend; who is
 * registered elsewhere too is taken over and listed.
 * @param newId of a household that is not there yet
 */
export function decideRegisterImport(
  state: RegisterState,
  rows: readonly SheetRow[],
  newId: () => string,
): RegisterImport {
  const book = new RegisterBook(state, newId);
  const conflicts: RegisterImport['conflicts'] = [];
  let taken = 0;
  for (const row of rows) {
    const read = readRow(row, state.persons);
    const outcome = 'reason' in read ? { taken: false, ...read } : book.takeOver(read);
    if (outcome.taken) taken += 1;
    if (outcome.reason !== undefined) {
      conflicts.push({
        row: row.row,
        address: cutText(row.address, ADDRESS_LENGTH_MAX),
        reason: outcome.reason,
      });
    }
  }
  return { taken, conflicts, changes: book.changes };
}

interface ReadRow {
  row: number;
  address: string;
  floorAreaCm2: number | null;
  person: RegisteredPerson | undefined;
}

function readRow(
  { row, address, floorArea, personNumber, name }: SheetRow,
  persons: RegisterState['persons'],
): ReadRow | { reason: string } {
  if (address === '') return { reason: '没有写地址，请补上。' };
  if (address.length > ADDRESS_LENGTH_MAX)
    return { reason: `地址太长（最多 ${ADDRESS_LENGTH_MAX} 字），请写短些。` };
  const floorAreaCm2 = floorArea === '' ? null : readFloorArea(floorArea);
  if (floorAreaCm2 === undefined) {
    return { reason: `建筑面积“${shown(floorArea)}”看不懂，请只写平方米数，如 89.23。` };
  }
  if (personNumber === '' && name === '') return { row, address, floorAreaCm2, person: undefined };
  if (personNumber === '') return { reason: `写了姓名“${shown(name)}”，没有写居民编号，请补上编号。` };
  if (name === '') return { reason: `写了居民编号 ${shown(personNumber)}，没有写姓名，请补上姓名好核对。` };
  const person = /^\d{1,9}$/.test(personNumber) ? persons.get(Number(personNumber)) : undefined;
  if (!person) return { reason: `没有编号为 ${shown(personNumber)} 的居民，请核对编号。` };
  if (person.name !== name) {
    return { reason: `编号 ${personNumber} 的居民不叫“${shown(name)}”，请核对编号和姓名。` };
  }
  return { row, address, floorAreaCm2, person };
}

const shown = (text: string): string => (text.length > 20 ? `${cutText(text, 20)}…` : text);

type RowOutcome = { taken: boolean; reason?: string };

/** The register as it becomes, row after row. */
class RegisterBook {
  readonly changes: RegisterImport['changes'] = { made: [], areas: [], members: [] };
  readonly #entries = new Map<string, Entry>();
  readonly #communityName: string;
  readonly #newId: () => string;
  /** Where the sheet itself has put people, by personId. */
  readonly #putTo = new Map<string, { householdId: string; row: number }>();

  constructor({ communityName, households }: RegisterState, newId: () => string) {
    this.#communityName = communityName;
    this.#newId = newId;
    for (const household of households) {
      this.#entries.set(addressKey(household.address), {
        ...household,
        members: new Map(household.members),
        seen: undefined,
      });
    }
  }

  takeOver({ row, address, floorAreaCm2, person }: ReadRow): RowOutcome {
    const there = this.#find(address);
    const refusal = there?.seen && againstRowBefore(there, { floorAreaCm2, person });
    if (refusal !== undefined) return { taken: false, reason: refusal };
    const entry = there ?? this.#make(address, floorAreaCm2);
    entry.seen ??= { row, floorAreaCm2: null, named: new Set() };
    if (floorAreaCm2 !== null) {
      entry.seen.floorAreaCm2 = floorAreaCm2;
      this.#measure(entry, floorAreaCm2);
    }
    if (!person) return { taken: true };
    entry.seen.named.add(person.personId);
    return this.#register(entry, person, row);
  }

  #find(address: string): Entry | undefined {
    const [bare, whole] = doorKeys(address, this.#communityName);
    return this.#entries.get(bare) ?? this.#entries.get(whole);
  }

  #make(address: string, floorAreaCm2: number | null): Entry {
    const householdId = this.#newId();
    const entry: Entry = { householdId, address, floorAreaCm2, members: new Map(), seen: undefined };
    this.#entries.set(addressKey(address), entry);
    this.changes.made.push({ householdId, address, floorAreaCm2 });
    return entry;
  }

  #measure(entry: Entry, floorAreaCm2: number): void {
    if (entry.floorAreaCm2 === floorAreaCm2) return;
    const { householdId, floorAreaCm2: before } = entry;
    entry.floorAreaCm2 = floorAreaCm2;
    const made = this.changes.made.findIndex((one) => one.householdId === householdId);
    if (made >= 0) this.changes.made[made] = { householdId, address: entry.address, floorAreaCm2 };
    else this.changes.areas.push({ householdId, before, floorAreaCm2 });
  }

  #register(entry: Entry, person: RegisteredPerson, row: number): RowOutcome {
    const { personId } = person;
    const { householdId } = entry;
    if (entry.members.get(personId) !== 'verified') {
      entry.members.set(personId, 'verified');
      this.changes.members.push({ householdId, personId });
    }
    const before = this.#putTo.get(personId);
    this.#putTo.set(personId, { householdId, row });
    const elsewhere = person.livesAt.find((home) => home.householdId !== householdId);
    if (elsewhere) {
      return {
        taken: true,
        reason: `已登记。${person.name}同时登记在“${elsewhere.address}”，请核对哪一处已经搬走。`,
      };
    }
    if (before && before.householdId !== householdId) {
      return { taken: true, reason: `已登记。${person.name}在第 ${before.row} 行也登记了一户，请核对。` };
    }
    return { taken: true };
  }
}

interface Entry {
  householdId: string;
  address: string;
  floorAreaCm2: number | null;
  members: Map<string, 'claimed' | 'verified'>;
  /** What the rows before say of this household. */
  seen: { row: number; floorAreaCm2: number | null; named: Set<string> } | undefined;
}

function againstRowBefore(
  { seen }: Entry,
  { floorAreaCm2, person }: Pick<ReadRow, 'floorAreaCm2' | 'person'>,
): string | undefined {
  if (!seen) return undefined;
  if (floorAreaCm2 !== null && seen.floorAreaCm2 !== null && floorAreaCm2 !== seen.floorAreaCm2) {
    return `这个地址在第 ${seen.row} 行已经有了，两处建筑面积不同，请改成一样。`;
  }
  if (!person) return `这个地址在第 ${seen.row} 行已经有了，请删掉一行，或写上另一位成员。`;
  return seen.named.has(person.personId) ? `${person.name}在这一户里写了两次，请删掉一行。` : undefined;
}
