/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  images: {
    domains: ["images.clerk.dev", "www.gravatar.com"],
  },
  async redirects() {
    return [{ source: "/waiting-list", destination: "/plots", permanent: false }];
  },
};

module.exports = nextConfig;
