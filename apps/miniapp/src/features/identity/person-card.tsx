import type { Me } from '@shangju/contracts';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { roleWords } from './role-words';

/** Who I am on the street: my name, the end of my number, and what I do where. */
export function PersonCard({ person }: { person: Me }) {
  return (
    <Card flush>
      <ListRow
        icon="person"
        title={person.name}
        detail={`尾号 ${String(person.number % 10_000).padStart(4, '0')}`}
      />
      {person.roles.map(({ role, placeId, placeName }) => (
        <ListRow key={`${role} ${placeId}`} title={roleWords[role]} end={placeName} />
      ))}
    </Card>
  );
}
