import { useBallot } from '@/features/ballots/use-ballot';
import { useShops } from '@/features/duty-desk/use-rosters';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import type { NewBallotPlace } from './ballot-desk-pages';
import { BallotEditor } from './ballot-editor';
import { formOf, newForm } from './ballot-form';
import { useElectorates } from './use-electorates';

/** A new ballot on the registers as they are now. */
export function NewBallot({ place, associationName }: { place: NewBallotPlace; associationName: string }) {
  const { associationId, corrects, ...begin } = place;
  const electorates = useElectorates(associationId);
  if (corrects !== undefined) {
    return (
      <BallotFrom associationId={associationId} associationName={associationName} from={corrects} corrects />
    );
  }
  return electorates.data ? (
    <BallotEditor
      associationId={associationId}
      associationName={associationName}
      electorates={electorates.data}
      before={undefined}
      begin={newForm(begin)}
    />
  ) : (
    <Coming title="新的表决" query={electorates} />
  );
}

/**
 * A draft to go on with, or a ballot to begin its correction from.
 * @param corrects true where the new ballot corrects the one that it begins from
 */
export function BallotFrom({
  associationId,
  associationName,
  from,
  corrects = false,
}: {
  associationId: string;
  associationName: string;
  from: string;
  corrects?: boolean;
}) {
  const ballot = useBallot(from, { alone: false });
  const electorates = useElectorates(associationId);
  const shops = useShops(associationId);
  const title = corrects ? '更正的表决' : '改表决';
  if (ballot.data === undefined) return <Coming title={title} query={ballot} />;
  if (electorates.data === undefined) return <Coming title={title} query={electorates} />;
  if (shops.data === undefined) return <Coming title={title} query={shops} />;
  const names = new Map(shops.data.map(({ id, name }) => [id, name]));
  const form = formOf(ballot.data, { names, now: streetNow() });
  return (
    <BallotEditor
      associationId={associationId}
      associationName={associationName}
      electorates={electorates.data}
      before={corrects ? undefined : ballot.data}
      begin={
        corrects ? { ...form, corrects: from, when: 'days-3', opensAt: undefined, closesAt: undefined } : form
      }
    />
  );
}

function Coming<Data>({
  title,
  query,
}: {
  title: string;
  query: Parameters<typeof Loaded<Data>>[0]['query'];
}) {
  return (
    <Page title={title}>
      <Loaded
        query={query}
        skeleton={
          <Card>
            <Skeleton rows={5} />
          </Card>
        }
        lost="写过的都在，没有丢。"
      >
        {() => null}
      </Loaded>
    </Page>
  );
}
