/** The address of a shop's page, as residents see it. */
export function merchantPage(merchantId: string): string {
  return `/packages/resident/pages/merchant/index?merchantId=${merchantId}`;
}
