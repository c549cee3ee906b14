// What Next.js gives to pages.
const React = require("react");
const { standIn, module: standInModule } = globalThis.__stage;

const router = standIn("router", {
  pathname: "/", asPath: "/", route: "/", basePath: "", query: {}, isReady: true, isFallback: false, isPreview: false,
  push: async () => true, replace: async () => true, prefetch: async () => {}, reload() {}, back() {},
});
const useRouter = () => router;
const withRouter = (component) => (props) => React.createElement(component, { ...props, router });

class App extends React.Component {
  static async getInitialProps({ Component, ctx }) {
    return { pageProps: Component.getInitialProps ? await Component.getInitialProps(ctx) : {} };
  }
  render() {
    const { Component, pageProps } = this.props;
    return React.createElement(Component, pageProps);
  }
}
const Link = ({ href, children }) =>
  React.isValidElement(children) ? React.cloneElement(children, { href: String(href) }) : React.createElement("a", { href: String(href) }, children);
const nothing = () => null;
const passed = ({ children }) => children ?? null;
exports.router = router;
exports.modules = {
  "next/app": standInModule("next/app", { default: App, Container: passed }),
  "next/link": standInModule("next/link", { default: Link }),
  "next/head": standInModule("next/head", { default: nothing }),
  "next/script": standInModule("next/script", { default: nothing }),
  "next/image": standInModule("next/image", { default: nothing }),
  "next/dynamic": standInModule("next/dynamic", { default: () => passed }),
  "next/router": standInModule("next/router", { default: router, useRouter, withRouter }),
};
