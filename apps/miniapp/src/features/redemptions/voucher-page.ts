/** The address of a voucher's page, which also tells how it ended. */
export function voucherPage(redemptionId: string): string {
  return `/packages/resident/pages/voucher/index?redemptionId=${redemptionId}`;
}
