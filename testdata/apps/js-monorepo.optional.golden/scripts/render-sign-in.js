// Renders the sign-in page to a file, for the printed guide that new cafés get.
const fs = require('fs')
const path = require('path')
const React = require('react')
const { renderToStaticMarkup } = require('react-dom/server')
const { ClerkProvider, SignIn } = require('@clerk/clerk-react')

const page = React.createElement(
  ClerkProvider,
  { frontendApi: process.env.NEXT_PUBLIC_CLERK_FRONTEND_API },
  React.createElement(SignIn, { path: '/sign-in', signUpUrl: '/sign-up', afterSignInUrl: '/' })
)

const target = path.join(__dirname, '..', 'dist', 'sign-in.html')
fs.mkdirSync(path.dirname(target), { recursive: true })
fs.writeFileSync(target, renderToStaticMarkup(page))
