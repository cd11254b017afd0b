/** The addresses of the pages that say for whom one votes. */
export const MY_UNITS_PAGE = '/packages/meetings/pages/my-units/index';

export function shopVotersPage(merchantId: string): string {
  return `/packages/meetings/pages/shop-voters/index?merchantId=${merchantId}`;
}
