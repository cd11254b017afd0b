import type { Role } from '@shangju/contracts';
import { useRouter } from '@tarojs/taro';
import { pageParam } from '@/services/page-param';
import { useSession } from '@/services/session';

export interface Shop {
  merchantId: string;
  name: string;
}

const STAFF: readonly Role[] = ['merchant.owner', 'merchant.clerk'];

/** The shop that this page is about: the one its address names, else the first the person works at. */
export function useShop(): Shop | undefined {
  const asked = pageParam(useRouter().params, 'merchantId');
  const person = useSession((session) => session.person);
  const place = person?.roles.find(
    ({ role, placeId }) => STAFF.includes(role) && (asked === undefined || placeId === asked),
  );
  return place && { merchantId: place.placeId, name: place.placeName };
}

/** The address of a page of the shop. */
export function shopPage(
  page: 'shop' | 'fulfil' | 'poster' | 'offers' | 'offer-edit',
  merchantId: string,
): string {
  return `/packages/merchant/pages/${page}/index?merchantId=${merchantId}`;
}
