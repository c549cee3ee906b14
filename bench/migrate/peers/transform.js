// The migration as a transform for jscodeshift: what a team would write for its
// own code in a day. It knows the imports of a file, and no scopes.
"use strict";

const packages = ["@clerk/nextjs", "@clerk/clerk-react"];

const props = {
  SignIn: { afterSignIn: "afterSignInUrl", signUpURL: "signUpUrl" },
  SignUp: { afterSignUp: "afterSignUpUrl", signInURL: "signInUrl" },
  UserButton: {
    afterSwitchSession: "afterSwitchSessionUrl",
    userProfileURL: "userProfileUrl",
    signInURL: "signInUrl",
    afterSignOutAll: "afterSignOutAllUrl",
    afterSignOutOne: "afterSignOutOneUrl",
  },
};

const keys = {
  createMagicLinkFlow: { callbackUrl: "redirectUrl" },
  startMagicLinkFlow: { callbackUrl: "redirectUrl" },
  authenticateWithRedirect: { callbackUrl: "redirectUrl", callbackUrlComplete: "redirectUrlComplete" },
};

module.exports = function transform(file, { jscodeshift: j }, { searchFirst }) {
  if (searchFirst && !packages.some((name) => file.source.includes(name))) return undefined;
  const root = j(file.source);
  let changed = false;

  const declarations = root.find(j.ImportDeclaration, (node) => packages.includes(node.source.value));
  if (declarations.length === 0) return undefined;
  const local = {}; // by imported name
  declarations.forEach((path) => {
    for (const s of path.node.specifiers || []) {
      if (s.type === "ImportSpecifier") local[s.imported.name] = s.local ? s.local.name : s.imported.name;
    }
  });
  const declaration = declarations.get(0).node;
  const add = (name) => {
    if (local[name]) return;
    local[name] = name;
    declaration.specifiers.push(j.importSpecifier(j.identifier(name), j.identifier(name)));
  };

  const property = (name, as) => {
    const p = j.property("init", j.identifier(name), j.identifier(as || name));
    p.shorthand = !as || as === name;
    return p;
  };
  const state = (resource, as) => j.objectPattern([property("isLoaded"), property("isSignedIn"), property(resource, as)]);

  // const user = useUser(), const { id } = useUser(), and withAssertions.
  const hook = (name, resource) => {
    if (!local[name]) return;
    root.find(j.VariableDeclarator, { init: { type: "CallExpression", callee: { name: local[name] } } }).forEach((path) => {
      const { id, init } = path.node;
      const statement = path.parent;
      if (init.arguments.length === 1 && id.type === "ObjectPattern") {
        init.arguments = [];
        path.node.id = state(resource);
        const scope = j(statement.parent);
        const replace = (called, make) =>
          scope.find(j.CallExpression, { callee: { name: called } }).forEach((call) => call.replace(make()));
        const isLoaded = () => j.identifier("isLoaded");
        const isSignedIn = () => j.identifier("isSignedIn");
        replace("isLoading", () => j.unaryExpression("!", isLoaded()));
        replace("isSignedOut", () => j.logicalExpression("&&", isLoaded(), j.unaryExpression("!", isSignedIn())));
        replace("isSignedIn", isSignedIn);
        changed = true;
        return;
      }
      if (id.type === "Identifier") {
        path.node.id = state(resource, id.name);
        changed = true;
        return;
      }
      if (id.type !== "ObjectPattern") return;
      const names = id.properties.map((p) => p.key && p.key.name);
      if (names.includes("isLoaded") || names.includes(resource)) return;
      if (name === "useSession" && names.every((n) => n === "getToken" || n === "id")) {
        for (const p of id.properties) {
          if (p.key.name === "id") {
            p.key = j.identifier("sessionId");
            p.shorthand = false;
          }
        }
        add("useAuth");
        init.callee = j.identifier(local.useAuth);
        if (root.find(j.CallExpression, { callee: { name: local.useSession } }).length === 0) {
          declaration.specifiers = declaration.specifiers.filter((s) => s.local.name !== local.useSession);
        }
        changed = true;
        return;
      }
      const reads = id.properties.map((p) =>
        j.variableDeclaration("const", [
          j.variableDeclarator(j.identifier(p.value.name), j.optionalMemberExpression(j.identifier(resource), j.identifier(p.key.name))),
        ]),
      );
      path.node.id = state(resource);
      j(statement).insertAfter(reads);
      changed = true;
    });
  };

  // user.getToken("hasura")
  if (local.useUser) {
    root.find(j.CallExpression, { callee: { type: "MemberExpression", property: { name: "getToken" } } }).forEach((path) => {
      const { callee, arguments: args } = path.node;
      const name = callee.object.name;
      const declared = root.find(j.VariableDeclarator, { id: { name }, init: { callee: { name: local.useUser } } });
      if (!name || declared.length === 0 || args.length !== 1) return;
      callee.object = j.identifier("session");
      path.node.arguments = [j.objectExpression([j.property("init", j.identifier("template"), args[0])])];
      add("useSession");
      const pattern = j.objectPattern([property("session")]);
      declared.forEach((d) => {
        j(d.parent).insertAfter(
          j.variableDeclaration("const", [j.variableDeclarator(pattern, j.callExpression(j.identifier(local.useSession), []))]),
        );
      });
      changed = true;
    });
  }
  hook("useUser", "user");
  if (local.useSession) hook("useSession", "session");

  // Props.
  for (const [component, renames] of Object.entries(props)) {
    if (!local[component]) continue;
    root.find(j.JSXOpeningElement, { name: { name: local[component] } }).forEach((path) => {
      for (const attribute of path.node.attributes) {
        const to = attribute.type === "JSXAttribute" && renames[attribute.name.name];
        if (to) {
          attribute.name.name = to;
          changed = true;
        }
      }
    });
  }
  for (const component of ["RedirectToSignIn", "RedirectToSignUp"]) {
    if (!local[component]) continue;
    root.find(j.JSXOpeningElement, { name: { name: local[component] } }).forEach((path) => {
      const kept = path.node.attributes.filter((a) => a.type !== "JSXAttribute" || a.name.name !== "returnBack");
      if (kept.length < path.node.attributes.length) {
        path.node.attributes = kept;
        changed = true;
      }
    });
  }

  // Keys of options.
  for (const [method, renames] of Object.entries(keys)) {
    root.find(j.CallExpression).forEach((path) => {
      const { callee, arguments: args } = path.node;
      const called = callee.type === "Identifier" ? callee.name : callee.property && callee.property.name;
      if (called !== method || !args[0] || args[0].type !== "ObjectExpression") return;
      for (const p of args[0].properties) {
        const to = p.key && renames[p.key.name];
        if (to) {
          p.key = j.identifier(to);
          p.shorthand = false;
          changed = true;
        }
      }
    });
  }
  for (const method of ["redirectToSignIn", "redirectToSignUp"]) {
    root.find(j.CallExpression).forEach((path) => {
      const { callee, arguments: args } = path.node;
      const called = callee.type === "Identifier" ? callee.name : callee.property && callee.property.name;
      if (called === method && args.length === 1 && args[0].value === true) {
        path.node.arguments = [];
        changed = true;
      }
    });
  }

  return changed ? root.toSource() : undefined;
};
