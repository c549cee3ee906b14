import { useState } from 'react';
import { useSession } from '@clerk/clerk-react';
import { createUploader } from '../lib/upload';

export function usePhotoUpload() {
  const { getToken } = useSession();
  const [upload] = useState(() => createUploader(getToken));

  return upload;
}
