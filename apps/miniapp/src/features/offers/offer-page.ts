/** The address of an offer's page; with the code of the shop where it is redeemed at once. */
export function offerPage(offerId: string, merchantCode?: string): string {
  const page = `/packages/resident/pages/offer/index?offerId=${offerId}`;
  return merchantCode === undefined ? page : `${page}&merchantCode=${merchantCode}`;
}
