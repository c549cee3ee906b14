"use strict";

// Compiled output of the old repository; its source is lost.
Object.defineProperty(exports, "__esModule", { value: true });
exports.default = withBaker;

var _react = require("react");
var _clerkReact = require("@clerk/clerk-react");
var _jsxRuntime = require("react/jsx-runtime");

function withBaker(Component) {
  return function WithBaker(props) {
    var { isLoaded, isSignedIn, user } = (0, _clerkReact.useUser)();
    var label = (0, _react.useMemo)(function () {
      return user?.fullName || user?.username;
    }, [user]);
    return (0, _jsxRuntime.jsx)(Component, Object.assign({ baker: label }, props));
  };
}
