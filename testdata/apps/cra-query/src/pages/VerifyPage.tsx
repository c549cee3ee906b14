import { useEffect, useState } from 'react';
import { isMagicLinkError, MagicLinkErrorCode, useClerk } from '@clerk/clerk-react';
import { paths } from '../lib/paths';

const VerifyPage = () => {
  const { handleMagicLinkVerification } = useClerk();
  const [text, setText] = useState('Checking the link…');

  useEffect(() => {
    handleMagicLinkVerification({
      redirectUrl: paths.firings,
      redirectUrlComplete: paths.firings,
    })
      .then(() => setText('You can go back to the other window.'))
      .catch((error: Error) => {
        const expired = isMagicLinkError(error) && error.code === MagicLinkErrorCode.Expired;
        setText(expired ? 'This link is too old.' : 'This link does not work.');
      });
  }, [handleMagicLinkVerification]);

  return <p>{text}</p>;
};

export default VerifyPage;
