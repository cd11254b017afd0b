import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type {
  BallotRule,
  BudgetPeriod,
  FollowUpState,
  LimitPeriod,
  Meeting,
  OfferStatus,
  Role,
  ShiftTime,
} from '@shangju/contracts';

/** The files of the seeds, as seeds/README.md describes them; `node seeds/make.mjs --check` keeps them sound. */
export interface Seeds {
  street: StreetSeed;
  associations: AssociationSeed[];
  merchants: MerchantSeed[];
  offers: OfferSeed[];
  people: PeopleSeeds;
  history: HistorySeed;
  rosters: RosterSeed[];
  meetings: MeetingSeed[];
  ballots: BallotSeed[];
}

export async function readSeeds(folder: string): Promise<Seeds> {
  const read = async <File>(name: string): Promise<File> =>
    JSON.parse(await readFile(path.join(folder, `${name}.json`), 'utf8'));
  const [street, associations, merchants, offers, people, history, rosters, meetings, ballots] =
    await Promise.all([
      read<StreetSeed>('street'),
      read<AssociationSeed[]>('associations'),
      read<MerchantSeed[]>('merchants'),
      read<OfferSeed[]>('offers'),
      read<PeopleSeeds>('people'),
      read<HistorySeed>('history'),
      read<RosterSeed[]>('rosters'),
      read<MeetingSeed[]>('meetings'),
      read<BallotSeed[]>('ballots'),
    ]);
  return { street, associations, merchants, offers, people, history, rosters, meetings, ballots };
}

interface StreetSeed {
  key: string;
  name: string;
  communities: { key: string; name: string }[];
}

export interface AssociationSeed {
  key: string;
  name: string;
  shortName: string;
  communityKey: string;
  earningRule: {
    pointsPerCheckIn: number;
    paidCheckInsPerDay: number;
    posterPays: boolean;
    fenceRadiusM: number;
    budgetPoints: number;
    budgetPeriod: BudgetPeriod;
  };
}

export interface MerchantSeed {
  key: string;
  name: string;
  category: string;
  associationKey: string;
  lane: string;
  address: string;
  intro: string;
  /** `HH:MM–HH:MM`, not across midnight. */
  openHours: string;
  latitude: number;
  longitude: number;
}

export interface OfferSeed {
  key: string;
  merchantKey: string;
  title: string;
  description: string;
  pricePoints: number;
  stockTotal: number | null;
  /** What the history must leave; null: whatever it leaves. */
  stockLeft: number | null;
  limitPerPerson: number | null;
  limitPeriod: LimitPeriod | null;
  voucherMinutes: number;
  status: OfferStatus;
  reason: string | null;
  /** First and last local day, counted from the day of loading. */
  availableFromDay: number | null;
  availableUntilDay: number | null;
}

interface PeopleSeeds {
  households: { key: string; communityKey: string; address: string; floorAreaCm2: number }[];
  people: PersonSeed[];
  roles: RoleSeed[];
  /** Clerks whom the owner lets vote for the shop. */
  voters: { merchantKey: string; personKey: string }[];
  personas: { key: string; personKey: string; description: string; order: number }[];
}

export interface PersonSeed {
  key: string;
  name: string;
  birthYear: number;
  elderMode: boolean;
  householdKey: string | null;
}

export interface RoleSeed {
  personKey: string;
  role: Exclude<Role, 'resident'>;
  placeKey: string;
}

export type RedemptionCourse = 'counter' | 'voucher' | 'cancelled' | 'lapsed';

type LeastAndMost = [least: number, most: number];

export interface HistorySeed {
  seed: number;
  days: number;
  includeToday: boolean;
  checkInsPerDay: { weekday: LeastAndMost; weekend: LeastAndMost };
  /** By association key. */
  associationShare: Record<string, number>;
  hourWeights: number[];
  residents: {
    activeShare: number;
    regularShare: number;
    regularCheckInShare: number;
    favouriteMerchants: LeastAndMost;
    favouriteShare: number;
  };
  redemptionsPerDay: LeastAndMost;
  redemptionOutcomeShare: Record<RedemptionCourse, number>;
  voucherMinutesUntilFulfilled: LeastAndMost;
  voucherMinutesUntilCancelled: LeastAndMost;
  stockLeftDays: [first: number, last: number];
  grants: { perAssociationPerWeek: LeastAndMost; points: number[]; reasons: string[] };
  personas: PersonaHistory[];
}

export interface PersonaHistory {
  personKey: string;
  available: number;
  earned: number;
  spent: number;
  checkIns: (Moment & { merchantKey: string })[];
  redemptions: (Moment & { offerKey: string; outcome: RedemptionCourse })[];
  grants: (Moment & { associationKey: string; points: number; reason: string })[];
}

export interface Moment {
  daysAgo: number;
  /** `HH:MM` on the street's clocks. */
  time: string;
}

export interface RosterSeed {
  key: string;
  associationKey: string;
  name: string;
  lane: string;
  latitude: number;
  longitude: number;
  fenceRadiusM: number;
  pointsPerShift: number;
  swapNeedsApproval: boolean;
  shiftTimes: ShiftTime[];
  weekdays: number[];
  checklist: string[];
  /** In the order of their turns. */
  memberKeys: string[];
  /** Whose turn it is at the moment of loading, or the next one. */
  nextMerchantKey: string;
  history: {
    seed: number;
    daysBack: number;
    daysAhead: number;
    missedShare: number;
    lateShare: number;
    lateMinutes: LeastAndMost;
    patrolsPerShift: LeastAndMost;
    findingShare: number;
    findings: { item: string; note: string }[];
    swaps: (Moment & {
      /** So many turns after that of `nextMerchantKey`. */
      turn: number;
      /** Null asks anyone. */
      askedMerchantKey: string | null;
      /** Null leaves it open. */
      takenByMerchantKey: string | null;
      reason: string;
    })[];
  };
}

export interface BallotSeed
  extends Pick<BallotRule, 'method' | 'options' | 'quorum' | 'threshold' | 'byArea' | 'secret'> {
  key: string;
  associationKey: string;
  /** On an item of a meeting, counted from 1. */
  agendaItem: { meetingKey: string; number: number } | null;
  byKey: string;
  question: string;
  text: string;
  /** The shops of the association, or the households of its community. */
  electorate: 'merchants' | 'households';
  opens: { day: number; time: string };
  closes: { day: number; time: string };
  /** Which share of the units has voted, by which weights, and which have not. */
  votes: { seed: number; share: number; weights: number[]; absent: string[] } | null;
}

export interface MeetingSeed {
  key: string;
  associationKey: string;
  state: 'published' | 'minutes-published';
  title: string;
  place: string;
  /** Counted from the day of loading. */
  day: number;
  startsAt: string;
  endsAt: string;
  about: string;
  invited: Meeting['invited'];
  pointsForAttendance: number;
  /** The admin who keeps it. */
  byKey: string;
  agenda: { title: string; text: string }[];
  /** By the code, on the day itself. */
  attendances: { personKey: string; time: string }[];
  byHand: { name: string; householdKey: string; time: string }[];
  questions: (Moment & { personKey: string; text: string } & (
      | { answer: string; answerDaysAgo: number; answerTime: string }
      | { answer: null; answerDaysAgo: null; answerTime: null }
    ))[];
  minutes:
    | (Moment & {
        text: string;
        /** `item`: its place on the agenda, from 1. */
        decisions: { item: number | null; text: string }[];
      })
    | null;
  followUps: {
    what: string;
    who: string;
    untilDay: number;
    steps: (Moment & { byKey: string; state: FollowUpState; note: string })[];
  }[];
}
