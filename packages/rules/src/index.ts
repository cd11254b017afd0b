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
  type LedgerAccount,
  merchantAccount,
  poolAccount,
  residentAccount,
  STREET_ACCOUNT,
  type Transfer,
  type TransferKind,
} from './points/transfer.ts';
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
