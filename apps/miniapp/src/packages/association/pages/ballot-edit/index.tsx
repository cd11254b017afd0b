import { useRouter } from '@tarojs/taro';
import { AssociationPage } from '@/features/association/association-page';
import { BallotFrom, NewBallot } from '@/features/ballot-desk/edit-ballot';
import { pageParam } from '@/services/page-param';

export default function BallotEditPage() {
  const { params } = useRouter();
  const ballotId = pageParam(params, 'ballotId');
  const begin = {
    ...given('agendaItemId', pageParam(params, 'agendaItemId')),
    ...given('question', pageParam(params, 'question')),
    ...given('corrects', pageParam(params, 'corrects')),
  };
  return (
    <AssociationPage title="表决">
      {({ associationId, name }) =>
        ballotId === undefined ? (
          <NewBallot place={{ associationId, ...begin }} associationName={name} />
        ) : (
          <BallotFrom associationId={associationId} associationName={name} from={ballotId} />
        )
      }
    </AssociationPage>
  );
}

function given<Name extends string>(name: Name, value: string | undefined) {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}
