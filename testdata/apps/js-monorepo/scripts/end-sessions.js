// Ends every session of a café that left us: node scripts/end-sessions.js user_123
const { sessions } = require('@clerk/clerk-sdk-node')

async function main([userId]) {
  if (!userId) throw new Error('usage: end-sessions.js USER')
  for (const session of await sessions.getSessionList({ userId })) {
    await sessions.revokeSession(session.id)
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
