export { sayArea } from './ballots/areas.ts';
export {
  ABSTAIN,
  AGAINST,
  type BallotMethod,
  type BallotRule,
  FOR,
  FOR_AGAINST_OPTIONS,
  type Fraction,
  OPTIONS_MAX,
  type Quorum,
  REGISTERS_MAX,
  type Register,
  type RegisterSource,
  SHARE_DENOMINATOR_MAX,
  type Threshold,
} from './ballots/ballot-rule.ts';
export { BALLOT_TEMPLATES, type BallotTemplate, type TemplateRule } from './ballots/ballot-templates.ts';
export {
  type BallotState,
  type CastBallot,
  type CastOutcome,
  type CastRefusal,
  type CastRequest,
  type CastState,
  type CastUnit,
  decideCasts,
  refusalOfTime,
} from './ballots/cast-votes.ts';
export { CHOICES_PROBLEMS, type ChoicesProblem, choicesProblem } from './ballots/choices.ts';
export type { ElectorateNumbers, UnitWord } from './ballots/electorate-numbers.ts';
export { revealNote, SECRET_VOTES_MIN, smallElectorateNote } from './ballots/reveal-note.ts';
export { BALLOT_RULE_PROBLEMS, type BallotRuleProblem, ruleProblems } from './ballots/rule-problems.ts';
export { ruleSentence } from './ballots/rule-sentence.ts';
export type {
  BallotOutcome,
  BallotTally,
  OptionCount,
  QuorumTally,
  RankedRound,
  RegisterTally,
  ThresholdTally,
} from './ballots/tally.ts';
export { tallyBallot } from './ballots/tally-ballot.ts';
export {
  type BallotBundle,
  BUNDLE_FORMAT,
  bundleLines,
  type CountedVerdict,
  type ElectorateRow,
  keyFingerprint,
  signedText,
  sortBundleRows,
  type TurnoutRow,
  type Verdict,
  type VerdictRegister,
  VOTE_CHANNELS,
  type VoteChannel,
  type VoteRow,
} from './ballots/verdict.ts';
export type { RegisterVotes, VoteGroup } from './ballots/votes.ts';
export {
  CODE_KINDS,
  CODE_PAYLOAD_BYTES,
  CODE_TAG_BYTES,
  CODE_TEXT_LENGTH,
  type CodeFields,
  type CodeKind,
  type OpenedCode,
  openCode,
  packCode,
  sealCode,
} from './codes/code.ts';
export {
  CODE_EPOCH_MS,
  CODE_GRACE_STEPS,
  CODE_STEP_MS,
  codeStepAt,
  codeTurnsAt,
  codeValidUntil,
  isCodeFresh,
} from './codes/code-steps.ts';
export { codeText, codeUrl } from './codes/code-text.ts';
export { cutText } from './cut-text.ts';
export {
  type DutyReward,
  type DutyShift,
  FORGOTTEN_AFTER_MS,
  type ShiftEnding,
  type ShiftStatus,
} from './duty/duty-shift.ts';
export { HAPPENED_AGE_MAX_MS, HAPPENED_AHEAD_MAX_MS } from './duty/happened-at.ts';
export { decideOverdueShifts, type OverdueDecision, type OverdueState } from './duty/missed.ts';
export { decidePatrol, type PatrolOutcome, type PatrolRequest, type PatrolState } from './duty/patrol.ts';
export { canShowPlaque, type Plaque, type PlaqueScan, plaqueNonce } from './duty/plaque.ts';
export {
  dutyReport,
  type ReportPatrol,
  type ReportRow,
  type ReportShift,
  type ReportState,
} from './duty/report.ts';
export {
  type AwayDays,
  type KeptShift,
  type PlannedTurn,
  planShifts,
  type Rotation,
  type RotationMember,
  type RotationPlan,
} from './duty/rotation.ts';
export {
  CHECK_IN_OPENS_MS,
  type DutyChanges,
  type DutyRoster,
  decideShiftCheckIn,
  type ShiftCheckInDecision,
  type ShiftCheckInOutcome,
  type ShiftCheckInRefusal,
  type ShiftCheckInRequest,
  type ShiftCheckInState,
} from './duty/shift-check-in.ts';
export {
  type CheckOutDecision,
  type CheckOutOutcome,
  type CheckOutRequest,
  type CheckOutState,
  decideCheckOut,
} from './duty/shift-check-out.ts';
export {
  decideExcuse,
  decideMakeUp,
  decideReassign,
  type ExcuseOutcome,
  type MakeUpHours,
  type MakeUpOutcome,
  type MakeUpState,
  type ReassignOutcome,
  type ReassignState,
} from './duty/shift-edits.ts';
export {
  type RunningDays,
  type ShiftHours,
  type ShiftSlot,
  shiftSlots,
  shiftTimesOverlap,
} from './duty/shift-hours.ts';
export {
  decideSwapAct,
  decideSwapRequest,
  findOvertakenSwaps,
  type Swap,
  type SwapAct,
  type SwapActDecision,
  type SwapActOutcome,
  type SwapActState,
  type SwapRequest,
  type SwapRequestOutcome,
  type SwapRequestState,
  type SwapShift,
  type SwapStatus,
} from './duty/swaps.ts';
export {
  type LedgerDifference,
  type LedgerFindings,
  LedgerReplay,
  type PayingRow,
  type ReplayedBudget,
  type ReplayedOffer,
  type ReplayedRedemption,
  replayLedger,
} from './ledger/ledger-replay.ts';
export {
  areMeetingTimes,
  type MeetingAct,
  type MeetingState,
  meetingAfter,
} from './meetings/meeting-states.ts';
export { decideSignIn, type SignInOutcome, type SignInState } from './meetings/sign-in.ts';
export {
  OFFER_ACT_BY,
  OFFER_LIVE_FIELDS,
  type OfferAct,
  type OfferStatus,
  type OfferTransition,
  offerEditAct,
  offerTransition,
} from './offers/offer-states.ts';
export {
  type AccountChange,
  assertResidentAccount,
  type Balance,
  NO_POINTS,
  type ResidentAccount,
} from './points/account.ts';
export type { Budget, BudgetChange } from './points/budget-book.ts';
export {
  type CheckInDecision,
  type CheckInOutcome,
  type CheckInRefusal,
  type CheckInRequest,
  type CheckInRow,
  type CheckInState,
  type DayOfCheckIns,
  decideCheckIns,
  type EarningMerchant,
  type EarningRule,
} from './points/check-ins.ts';
export {
  decideExpiry,
  type ExpiryDecision,
  type ExpiryOutcome,
  type ExpiryRequest,
  type ExpiryState,
  pointsToExpire,
} from './points/expiry.ts';
export {
  decideGrants,
  type GrantDecision,
  type GrantOutcome,
  type GrantRefusal,
  type GrantRequest,
  type GrantRow,
  type GrantState,
} from './points/grants.ts';
export { pairKey } from './points/pair-key.ts';
export { distanceM, type Place } from './points/place.ts';
export {
  decideEndings,
  type EndingDecision,
  type EndingOutcome,
  type EndingRedemption,
  type EndingRefusal,
  type EndingRequest,
  type EndingRow,
  type EndingState,
  type RedemptionEnd,
  type RedemptionStatus,
  type StockBack,
} from './points/redemption-endings.ts';
export {
  decideRedemptions,
  type LimitPeriod,
  type RedeemableOffer,
  type RedemptionDecision,
  type RedemptionOutcome,
  type RedemptionRefusal,
  type RedemptionRequest,
  type RedemptionRow,
  type RedemptionState,
  type StockTaken,
} from './points/redemptions.ts';
export {
  decideRewards,
  type RewardDecision,
  type RewardRequest,
  type RewardState,
} from './points/rewards.ts';
export {
  type LedgerAccount,
  merchantAccount,
  poolAccount,
  residentAccount,
  STREET_ACCOUNT,
  type Transfer,
  type TransferKind,
} from './points/transfer.ts';
export { addressKey, doorKeys } from './registers/address-key.ts';
export { sayFloorArea } from './registers/floor-area.ts';
export {
  decideRegisterImport,
  type RegisteredHousehold,
  type RegisteredPerson,
  type RegisterImport,
  type RegisterState,
  type SheetRow,
} from './registers/register-import.ts';
export {
  addDays,
  dayStart,
  type LocalDay,
  localDay,
  nextPeriodStart,
  type Period,
  periodStart,
  sayInstant,
  sayRemaining,
} from './street-time.ts';
