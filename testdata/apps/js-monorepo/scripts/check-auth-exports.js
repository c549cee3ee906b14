#!/usr/bin/env node
// Fails when an upgrade of Clerk drops a name that @crumb/auth hands on.
const clerk = require('@clerk/clerk-react')

const wanted = ['useUser', 'useSession', 'UserButton', 'RedirectToSignIn', 'withUser']
const missing = wanted.filter((name) => !(name in clerk))

if (missing.length > 0) {
  console.error(`@clerk/clerk-react no longer exports ${missing.join(', ')}`)
  process.exit(1)
}
