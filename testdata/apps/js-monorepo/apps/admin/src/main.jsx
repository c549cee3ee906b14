import { StrictMode } from 'react';
import { render } from 'react-dom';
import { BrowserRouter, useNavigate } from 'react-router-dom';
import { ClerkProvider } from '@clerk/clerk-react';
import { App } from '~/App';
import './main.css';

function Root() {
  const navigate = useNavigate();

  return (
    <ClerkProvider frontendApi={import.meta.env.VITE_CLERK_FRONTEND_API} authVersion={1} navigate={navigate}>
      <App />
    </ClerkProvider>
  );
}

render(
  <StrictMode>
    <BrowserRouter>
      <Root />
    </BrowserRouter>
  </StrictMode>,
  document.getElementById('root')
);
