import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from 'react-query';
import { useNavigate, useParams } from 'react-router-dom';
import { useAuth, useUser } from '@clerk/clerk-react';
import { BookMutationFactory, FiringQueryFactory } from '../api/firings';
import { PayButton } from '../components/PayButton';
import { usePhotoUpload } from '../hooks/usePhotoUpload';
import { paths } from '../lib/paths';

const BookingPage = () => {
  const { firingId = '' } = useParams();
  const { isLoaded, isSignedIn, user } = useUser();
  const { getToken, sessionId: id } = useAuth();
  const [shelves, setShelves] = useState(1);
  const upload = usePhotoUpload();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { data: firing } = useQuery(FiringQueryFactory(firingId));
  const { mutateAsync, isLoading } = useMutation(BookMutationFactory());

  const book = async () => {
    await mutateAsync({ firingId, shelves, bookedBy: user?.id });
    await queryClient.invalidateQueries(['firings']);
    navigate(paths.firings);
  };

  const copyLink = async () => {
    const token = await getToken({ template: 'calendar' });
    await navigator.clipboard.writeText(`webcal://cal.kilnshare.example/${user?.id}?token=${token}`);
  };

  return (
    <main>
      <h1>{firing ? `Book the ${firing.glaze} firing` : 'Book'}</h1>
      <input
        type="range"
        min={1}
        max={firing?.shelves}
        value={shelves}
        onChange={(event) => setShelves(event.target.valueAsNumber)}
      />
      <button onClick={book} disabled={isLoading}>
        Book {shelves} shelves for {user?.fullName}
      </button>
      <input
        type="file"
        accept="image/*"
        onChange={(event) => event.target.files && upload(event.target.files[0])}
      />
      <button onClick={copyLink}>Copy the calendar link</button>
      <PayButton amount={shelves * 450} callbackUrl={`${paths.book}/${firingId}?paid`} />
      <form action="/legacy/print-label" method="post" target="_blank">
        <input type="hidden" name="session" value={id} />
        <button>Print the shelf label</button>
      </form>
    </main>
  );
};

export default BookingPage;
