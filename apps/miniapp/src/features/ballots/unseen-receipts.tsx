import { openPage } from '@/services/places';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { ballotPage } from './ballot-pages';
import { useMyReceipts } from './kept-receipts';

/** Votes that went out after their page was gone: their receipts have not been looked at yet. */
export function UnseenReceipts() {
  const unseen = useMyReceipts().filter(({ seen }) => !seen);
  if (unseen.length === 0) return null;
  return (
    <Card flush>
      {unseen.map(({ ballotId, unitId, about }) => (
        <ListRow
          key={`${ballotId} ${unitId}`}
          icon="check"
          title="投出去了，请存好回执"
          detail={about}
          onTap={() => openPage(ballotPage(ballotId))}
        />
      ))}
    </Card>
  );
}
