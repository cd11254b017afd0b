import { useRouter } from '@tarojs/taro';
import { pageParam } from '@/services/page-param';
import { useSession } from '@/services/session';

export interface ManagedAssociation {
  associationId: string;
  name: string;
}

/** The association that this page is about: the one its address names, else the first the person runs. */
export function useAssociation(): ManagedAssociation | undefined {
  const asked = pageParam(useRouter().params, 'associationId');
  const person = useSession((session) => session.person);
  const place = person?.roles.find(
    ({ role, placeId }) => role === 'association.admin' && (asked === undefined || placeId === asked),
  );
  return place && { associationId: place.placeId, name: place.placeName };
}

/** The address of a page of the association's administration. */
export function associationPage(
  page: 'desk' | 'offers' | 'earning-rules' | 'grant' | 'rosters' | 'roster-edit' | 'ballots' | 'meetings',
  associationId: string,
): string {
  return `/packages/association/pages/${page}/index?associationId=${associationId}`;
}
