const withTM = require('next-transpile-modules')(['@crumb/auth', '@crumb/orders', '@crumb/ui'])

module.exports = withTM({
  reactStrictMode: true,
  async rewrites() {
    return [{ source: '/img/:path*', destination: 'https://img.crumb.example/:path*' }]
  },
})
